import Testing
import TradingModel

@testable import argonaut

@Suite("Reading a gateway's commands")
struct GatewayReadingTests {
  private func read(_ line: String) -> GatewayReading { GatewayReading(line: Array(line.utf8)) }

  private func instruction(_ line: String) throws -> GatewayInstruction {
    guard case .request(let request) = read(line) else {
      Issue.record("\(read(line))")
      throw GatewayProblem("not read")
    }
    return request.instruction
  }

  private func problem(_ line: String) throws -> String {
    guard case .problem(_, let problem) = read(line) else {
      Issue.record("\(line) was read")
      throw GatewayProblem("read")
    }
    return problem.message
  }

  @Test("A full order is read with every field")
  func fullOrder() throws {
    let line = """
      {"id":1,"command":"submit","order":{"instrument":"ETHUSDT-PERP.BINANCE","side":"sell","type":"TRAILING_STOP_MARKET",
      "quantity":"1.000","clientOrderId":"a-1","client":"FUTURES","timeInForce":"GTD","expireTime":1800000000000000000,
      "triggerType":"MARK_PRICE","activationPrice":"2000.00","trailingOffset":"50","trailingOffsetType":"BASIS_POINTS",
      "reduceOnly":true,"positionId":"ETHUSDT-PERP.BINANCE-LONG","params":{"priceProtect":true,"workingType":"MARK_PRICE",
      "n":5}}}
      """
    guard case .submit(let order) = try instruction(line.replacing("\n", with: "")) else {
      Issue.record("not a submission")
      return
    }
    #expect(order.side == .sell)
    #expect(order.type == .trailingStopMarket)
    #expect(order.quantity == "1.000")
    #expect(order.clientOrderId == "a-1")
    #expect(order.client == "FUTURES")
    #expect(order.timeInForce == .gtd)
    #expect(order.expireTime == UnixNanos(1_800_000_000_000_000_000))
    #expect(order.triggerType == .markPrice)
    #expect(order.trailingOffset == "50")
    #expect(order.isReduceOnly && !order.isPostOnly)
    #expect(order.positionId == "ETHUSDT-PERP.BINANCE-LONG")
    #expect(order.params == ["priceProtect": "true", "workingType": "MARK_PRICE", "n": "5"])
  }

  @Test("Several changes are read, each strictly, each order once")
  func changes() throws {
    let line =
      #"{"command":"modifyList","changes":[{"clientOrderId":"a","price":"1"},{"clientOrderId":"b","quantity":"2"}]}"#
    guard case .modifyList(let changes) = try instruction(line) else {
      Issue.record("not a list of changes")
      return
    }
    #expect(changes.map(\.clientOrderId) == ["a", "b"] && changes.map(\.price) == ["1", nil])
    #expect(try problem(line.replacing(#""b""#, with: #""a""#)).contains("names an order twice"))
    #expect(try problem(line.replacing("quantity", with: "quantiti")).contains("modifyList.changes[1]"))
    #expect(try problem(#"{"command":"modifyList","changes":[]}"#).contains("1 to 100"))
  }

  @Test("What a margin account is offered beside loans is read, and lists are as long as the venue takes them")
  func marginServices() throws {
    func service(_ members: String) throws -> GatewayMarginService.Kind? {
      guard case .marginService(let service) = try instruction("{\(members)}") else { return nil }
      return service.kind
    }
    #expect(try service(#""command":"smallLiabilities","client":"M""#) == .smallLiabilities)
    #expect(
      try service(#""command":"exchangeSmallLiabilities","assets":"ETH""#) == .exchangeSmallLiabilities(["ETH"]))
    #expect(
      try service(#""command":"repayLiquidationLoan","asset":"USDC","amount":"1.50""#)
        == .repayLiquidationLoan(asset: "USDC", amount: "1.50"))
    #expect(
      try service(#""command":"deleteSpecialKey","name":"bot","isolatedSymbol":"BTCUSDT""#)
        == .deleteSpecialKey(name: "bot", isolatedSymbol: "BTCUSDT"))
    let many = (1...31).map { "\"10.0.0.\($0)\"" }.joined(separator: ",")
    for (line, expected) in [
      (#"{"command":"exchangeSmallLiabilities","assets":[]}"#, "assets: holds 0; the venue takes 1 to 10"),
      (#"{"command":"exchangeSmallLiabilities","assets":["A","A"]}"#, "assets: names one twice"),
      (#"{"command":"restrictSpecialKey","name":"bot"}"#, "addresses: is missing"),
      (#"{"command":"restrictSpecialKey","name":"bot","addresses":[\#(many)]}"#, "addresses: holds 31"),
      (#"{"command":"repayLiquidationLoan","asset":"USDC","amount":1}"#, "write it in quotes"),
      (#"{"command":"exitSpecialKeyMode","name":"bot"}"#, "unknown key"),
    ] {
      let text = try problem(line)
      #expect(text.contains(expected), "\(text)")
    }
  }

  @Test("The identifier of a command may be a string or an integer, and is kept as written")
  func identifiers() {
    #expect(read(#"{"id":"x","command":"kill"}"#) == .request(GatewayRequest(id: .text("x"), instruction: .kill(nil))))
    #expect(
      read(#"{"id":12345678901234567890123,"command":"resume"}"#)
        == .request(GatewayRequest(id: .integer("12345678901234567890123"), instruction: .resume)))
    #expect(read(#"{"command":"stop"}"#) == .request(GatewayRequest(id: nil, instruction: .stop)))
    for wrong in ["1.5", "true", "[]", "{}", "1e3"] {
      guard case .problem(nil, _) = read(#"{"id":\#(wrong),"command":"stop"}"#) else {
        Issue.record("\(wrong) was taken")
        continue
      }
    }
  }

  @Test("A line that is not UTF-8 is refused, not repaired: its identifier would come back as another one")
  func notUTF8() {
    let line = Array(#"{"id":"a"#.utf8) + [0xFF] + Array(#"","command":"orders"}"#.utf8)
    guard case .problem(nil, let problem) = GatewayReading(line: line) else {
      Issue.record("it was read")
      return
    }
    #expect(problem.message.contains("not UTF-8"))
    #expect(read(#"{"id":"ä€😀","command":"stop"}"#) == .request(GatewayRequest(id: .text("ä€😀"), instruction: .stop)))
  }

  @Test("What was sent is repeated, but not a megabyte of it")
  func longProblems() {
    let problem = GatewayProblem("clientOrderId '\(String(repeating: "a", count: 900_000))': no such order is known")
    #expect(problem.message.utf8.count < 1_000)
    #expect(problem.message.hasPrefix("clientOrderId 'aaa") && problem.message.hasSuffix("no such order is known"))
  }

  @Test("A problem repeats the identifier where it could be read")
  func problemsKeepTheirIdentifier() {
    guard case .problem(let id, let problem) = read(#"{"id":7,"command":"submitt"}"#) else {
      Issue.record("it was read")
      return
    }
    #expect(id == .integer("7"))
    #expect(problem.message.contains("did you mean 'submit'"))
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      (#"{bad"#, "not JSON"), (#"[1]"#, "is an object"), (#"{"id":1}"#, "command: one is expected"),
      (#"{"command":5}"#, "command: one is expected"),
      (#"{"command":"orders","command":"positions"}"#, "command: is given twice"),
      (#"{"command":"orders","opne":true}"#, "orders.opne: unknown key; did you mean 'open'"),
      (#"{"command":"orders","open":"yes"}"#, "orders.open: is a string, but true or false"),
      (#"{"command":"orders","open":true,"open":false}"#, "given twice"),
      (#"{"command":"cancel"}"#, "cancel.clientOrderId: is missing"),
      (#"{"command":"submit"}"#, "submit.order: is missing"),
      (#"{"command":"submit","order":[]}"#, "submit.order: is a list, but an object"),
      (#"{"command":"subscribe","instrument":"BTCUSDT","data":["quotes"]}"#, "no instrument id"),
      (#"{"command":"subscribe","instrument":"BTCUSDT.BINANCE","data":["qotes"]}"#, "does not know 'qotes'"),
      (#"{"command":"modify","clientOrderId":"a"}"#, "at least one of"),
      (#"{"command":"cancelAll","instrument":"BTCUSDT.BINANCE","side":"BOTH"}"#, "valid are BUY, SELL"),
      (#"{"command":"stop","now":true}"#, "stop.now: unknown key; nothing but id and command is valid here"),
      (#"{"command":"borrow","asset":"BTC","amount":"0"}"#, "borrow.amount: '0' is not more than zero"),
      (#"{"command":"repay","asset":"BTC","amount":"-1"}"#, "repay.amount: '-1' is not more than zero"),
      (
        #"{"command":"transfer","asset":"BTC","amount":"1","from":"spot","to":"spot"}"#,
        "transfer.to: is the wallet of 'from'"
      ),
    ])
  func problems(line: String, expected: String) throws {
    let text = try problem(line)
    #expect(text.contains(expected), "\(text)")
  }

  @Test(
    "An order that makes no sense is refused with the member's name",
    arguments: [
      (#""type":"LIMIT","quantity":"1""#, "submit.order.price: is missing"),
      (#""type":"MARKET""#, "submit.order.quantity: is missing"),
      (#""type":"MARKET","quantity":1"#, "write it in quotes"),
      (#""type":"MARKET","quantity":"1e3""#, "plain notation"),
      (#""type":"MARKET","quantity":"one""#, "plain notation"),
      (#""type":"MARKET","quantity":"1","price":"2""#, "a MARKET order has none"),
      (#""type":"STOP_LIMIT","quantity":"1","price":"2""#, "triggerPrice: is missing"),
      (#""type":"TRAILING_STOP_MARKET","quantity":"1""#, "trailingOffset: is missing"),
      (#""type":"LIMIT","quantity":"1","price":"2","timeInForce":"GTD""#, "expireTime: is missing"),
      (#""type":"LIMIT","quantity":"1","price":"2","timeInForce":"GTX""#, "valid are GTC, IOC, FOK, GTD"),
      (#""type":"LIMITED","quantity":"1","price":"2""#, "valid are MARKET, LIMIT"),
      (#""type":"LIMIT","quantity":"1","price":"2","clientOrderId":"äö""#, "breaks the venue's rule"),
      (
        #""type":"LIMIT","quantity":"1","price":"2","clientOrderId":"0123456789012345678901234567890123456""#, "1 to 36"
      ),
      (#""type":"LIMIT","quantity":"1","price":"2","params":{"a":[1]}"#, "params.a: is a list"),
      (#""type":"LIMIT","quantity":"1","price":"2","pots":1"#, "unknown key"),
    ])
  func orderProblems(members: String, expected: String) throws {
    let text = try problem(
      #"{"command":"submit","order":{"instrument":"BTCUSDT.BINANCE","side":"BUY",\#(members)}}"#)
    #expect(text.contains(expected), "\(text)")
  }

  @Test("The venue's own pricing makes price and quantity optional")
  func venuePricing() throws {
    func order(_ members: String) throws -> GatewayOrderRequest? {
      let line = #"{"command":"submit","order":{"instrument":"A.B","side":"BUY",\#(members)}}"#
      guard case .submit(let order) = try instruction(line) else { return nil }
      return order
    }
    let matched = try #require(try order(#""type":"LIMIT","quantity":"1","params":{"priceMatch":"QUEUE"}"#))
    #expect(matched.price == nil && matched.params == ["priceMatch": "QUEUE"])
    let closing = try #require(
      try order(#""type":"STOP_MARKET","triggerPrice":"1","params":{"closePosition":true}"#))
    #expect(closing.triggerPrice == "1" && closing.params == ["closePosition": "true"])
  }

  @Test("A list needs as many orders as its contingency takes")
  func lists() throws {
    let order = #"{"instrument":"A.B","side":"BUY","type":"MARKET","quantity":"1"}"#
    #expect(
      try problem(#"{"command":"submitList","orders":[\#(order)],"contingency":"OCO"}"#).hasSuffix("OCO takes 2"))
    #expect(
      try problem(#"{"command":"submitList","orders":[\#(order),\#(order)],"contingency":"OTOCO"}"#).hasSuffix(
        "OTOCO takes 3"))
    guard
      case .submitList(let orders, .oco) = try instruction(
        #"{"command":"submitList","orders":[\#(order),\#(order)],"contingency":"OCO"}"#)
    else {
      Issue.record("not an OCO list")
      return
    }
    #expect(orders.count == 2)
  }

  @Test("Values get the decimals of their instrument, and more are refused")
  func decimals() throws {
    let instrument = Instrument(
      id: try InstrumentId("BTCUSDT.BINANCE"), rawSymbol: "BTCUSDT", kind: .currencyPair, base: Currency("BTC"),
      quote: .usdt,
      priceIncrement: try Price("0.01"), sizeIncrement: try Quantity("0.00001"))
    var order = GatewayOrderRequest(instrument: instrument.id, side: .buy, type: .limit, quantity: "1", price: "60000")
    let terms = try order.terms(for: instrument, place: "submit.order")
    #expect("\(terms.quantity)" == "1.00000")
    #expect(terms.price.map { "\($0)" } == "60000.00")
    order.price = "60000.001"
    #expect(throws: GatewayProblem.self) { try order.terms(for: instrument, place: "submit.order") }
    order.price = "60000"
    order.quantity = "0.000001"
    #expect(throws: GatewayProblem.self) { try order.terms(for: instrument, place: "submit.order") }
    order.quantity = "12345678901234567890"
    #expect(throws: GatewayProblem.self) { try order.terms(for: instrument, place: "submit.order") }
  }
}

@Suite("Cutting a gateway's input into lines")
struct GatewayLineAssemblerTests {
  @Test("Lines come out whole however they are cut on the way")
  func pieces() {
    let input = Array("one\r\n\n  \ntwo\nthree".utf8)
    for size in 1...input.count {
      var assembler = GatewayLineAssembler()
      var found: [GatewayLineAssembler.Piece] = []
      var rest = input[...]
      while !rest.isEmpty {
        found += assembler.take(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      found += assembler.finish()
      #expect(found == ["one", "two", "three"].map { .line(Array($0.utf8)) })
    }
  }

  @Test("A line that is too long is told once, and what follows it is read")
  func tooLong() {
    var assembler = GatewayLineAssembler(limit: 8)
    var found = assembler.take(Array("123456".utf8))
    found += assembler.take(Array("789".utf8))
    found += assembler.take(Array("more and more\nnext\n".utf8))
    #expect(found == [.tooLong, .line(Array("next".utf8))])
    #expect(assembler.finish().isEmpty)
  }
}
