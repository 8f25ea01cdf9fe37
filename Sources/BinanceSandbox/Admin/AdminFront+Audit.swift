import TradingNetwork

// Audits: what a client says against what the ledger knows.
extension AdminFront {
  func audit(_ account: String, _ product: SandboxProduct, _ testimony: Testimony) -> HTTPResponse {
    let findings = LedgerAudit(venue: venue, product: product, account: account).check(testimony)
    return Self.lines(findings.flatMap { Array($0.jsonLine.utf8) + [10] })
  }

  func audit(_ body: [UInt8]) throws(AdminError) -> HTTPResponse {
    let json = try object(body)
    do throws(FaultFormatError) {
      return audit(
        json["account"]?.string ?? venue.credentials.account, try exchangeProduct(json), try Testimony(json: json))
    } catch {
      throw AdminError(error.description)
    }
  }

  private func exchangeProduct(_ json: JSONValue) throws(FaultFormatError) -> SandboxProduct {
    guard let product = SandboxProduct(rawValue: json["product"]?.text ?? "spot") else {
      throw FaultFormatError(description: "unknown product")
    }
    return product
  }
}
