import TradingModel
import TradingNetwork

/// The operator's port: the ledger, accounts, faults, audits and a few hands on the market. Clients never see it.
///
/// Documented in <doc:OperatorsPort>.
final class AdminFront: FrontService {
  let venue: SandboxVenue
  /// Lets virtual time pass, where time is virtual.
  var advance: ((Duration) -> Void)?

  init(venue: SandboxVenue) { self.venue = venue }

  func open(_ request: HTTPRequest, client: String, channel: any FrontChannel) -> FrontUpgrade {
    .refused(HTTPResponse(status: 404))
  }

  func respond(to request: HTTPRequest, client: String, completion: @escaping (FrontAnswer) -> Void) {
    let target = RequestTarget(request.url)
    let query = QueryText(target.query).pairs
    do throws(AdminError) {
      completion(.response(try answer("\(request.method.rawValue) \(target.path)", query, request.body)))
    } catch {
      completion(.response(Self.json(400) { $0.field("error", error.description) }))
    }
  }

  private func answer(
    _ route: String, _ query: [(name: String, value: String)], _ body: [UInt8]
  ) throws(AdminError) -> HTTPResponse {
    switch route {
    case "GET /health": return health()
    case "GET /state": return try state(query)
    case "GET /ledger": return try ledger(nil, query)
    case "GET /orders": return try ledger(.order, query)
    case "GET /trades": return try ledger(.trade, query)
    case "GET /requests": return try ledger(.request, query)
    case "GET /frames": return try ledger(.frame, query)
    case "GET /balances": return balances(query)
    case "GET /accounts": return accounts()
    case "POST /accounts": return try addAccount(body)
    case "POST /accounts/settings": return try setAccount(body)
    case "POST /accounts/revoke": return try revoke(body)
    case "POST /deposits": return try deposit(body)
    case "GET /faults": return faults()
    case "POST /faults": return try addFaults(body)
    case "DELETE /faults": return try removeFaults(query)
    case "GET /audit": return audit(try named("account", query), try product(query), Testimony())
    case "POST /audit": return try audit(body)
    case "POST /market/status": return try setStatus(body)
    case "POST /market/price": return try movePrice(body)
    case "POST /market/fill": return try fill(body)
    case "POST /market/reference": return try setReference(body)
    case "POST /time/advance": return try advance(body)
    default: return Self.json(404) { $0.field("error", "no such path; there are " + Self.routes) }
    }
  }

  private static let routes =
    "GET /health /state /ledger /orders /trades /requests /frames /balances /accounts /faults /audit, "
    + "POST /accounts /accounts/settings /accounts/revoke /deposits /faults /audit /market/status /market/price "
    + "/market/fill /market/reference /time/advance, DELETE /faults"

  private func health() -> HTTPResponse {
    Self.json { writer in
      writer.field("status", "ok")
      writer.field("products", strings: venue.products.map(\.rawValue))
      writer.field("time", venue.clock.now.milliseconds)
      writer.field("sequence", venue.ledger.lastSequence)
    }
  }

  // MARK: Common

  /// What the operator asked wrongly, and how to ask.
  struct AdminError: Error {
    let description: String
    init(_ description: String) { self.description = description }
  }

  static func json(_ status: Int = 200, _ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    HTTPResponse(status: status, headers: RESTAnswers.headers, body: JSONWriter.object(capacity: 256, body))
  }

  static func lines(_ bytes: [UInt8]) -> HTTPResponse {
    HTTPResponse(status: 200, headers: [("Content-Type", "application/x-ndjson")], body: bytes)
  }

  func object(_ body: [UInt8]) throws(AdminError) -> JSONValue {
    guard let json = JSONValue(body), case .object = json else { throw AdminError("the body must be a JSON object") }
    return json
  }

  func exchange(_ json: JSONValue) throws(AdminError) -> VenueExchange {
    guard let product = SandboxProduct(rawValue: json["product"]?.text ?? "spot"),
      let exchange = venue.exchange(product)
    else { throw AdminError("\"product\" must be one that this sandbox serves") }
    return exchange
  }

  func market(_ json: JSONValue) throws(AdminError) -> (VenueExchange, SymbolMarket) {
    let exchange = try exchange(json)
    guard let symbol = json["symbol"]?.text, let market = exchange.market(symbol) else {
      throw AdminError("\"symbol\" must be one that is listed")
    }
    return (exchange, market)
  }

  func product(_ query: [(name: String, value: String)]) throws(AdminError) -> SandboxProduct {
    let text = query.first { $0.name == "product" }?.value ?? "spot"
    guard let known = SandboxProduct(rawValue: text) else { throw AdminError("unknown product \(text)") }
    return known
  }

  private func named(_ name: String, _ query: [(name: String, value: String)]) throws(AdminError) -> String {
    query.first { $0.name == name }?.value ?? venue.credentials.account
  }
}
