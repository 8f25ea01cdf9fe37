import Testing

@testable import TradingModel

@Suite("Terms of orders")
struct OrderTermsTests {
  private func terms() throws -> OrderTerms {
    try OrderTerms(side: .buy, type: .limit, quantity: Quantity("1"), price: Price("2"))
  }

  @Test("Terms that are the same are equal, however they came to be")
  func equality() throws {
    var terms = try terms()
    terms.params["sor"] = "true"
    terms.tags = ["a"]
    terms.orderListId = "L"
    terms.parentOrderId = "P"
    terms.linkedOrderIds = ["O"]
    #expect(try terms != self.terms())
    terms.params["sor"] = nil
    terms.tags = []
    terms.orderListId = nil
    terms.parentOrderId = nil
    terms.linkedOrderIds = []
    #expect(try terms == self.terms())
    #expect(try terms.hashValue == self.terms().hashValue)
  }

  @Test("A copy keeps what it had when the original changes")
  func copies() throws {
    var terms = try terms()
    terms.params = ["a": "1"]
    terms.parentOrderId = "P"
    let copy = terms
    terms.params["b"] = "2"
    terms.parentOrderId = nil
    #expect(copy.params == ["a": "1"] && copy.parentOrderId == "P")
    #expect(terms.params == ["a": "1", "b": "2"] && terms.parentOrderId == nil)
  }
}
