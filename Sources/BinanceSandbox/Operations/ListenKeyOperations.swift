import TradingModel

/// Listen keys, by which user streams are opened where the WebSocket API does not carry them.
enum ListenKeyOperations {
  static func operations(_ path: String, needsKey: Bool = false) -> [Operation] {
    [
      Operation("POST \(path)", "userDataStream.start", weight: 1, security: .key) { (front, call) throws(VenueError) in
        let key = front.users.listenKey(of: try call.owner(), at: front.clock.now)
        front.watchListenKeys()
        return Array("{\"listenKey\":\"\(key)\"}".utf8)
      },
      Operation("PUT \(path)", "userDataStream.ping", weight: 1, security: .key, ["listenKey"]) {
        (front, call) throws(VenueError) in
        let owner = try call.owner()
        let named = needsKey ? try call.parameters.mandatoryText("listenKey") : try call.parameters.text("listenKey")
        guard let key = front.users.extend(named, of: owner, at: front.clock.now) else {
          throw unknown(front.product)
        }
        front.watchListenKeys()
        return front.product.isFutures ? Array("{\"listenKey\":\"\(key)\"}".utf8) : Array("{}".utf8)
      },
      Operation("DELETE \(path)", "userDataStream.stop", weight: 1, security: .key, ["listenKey"]) {
        (front, call) throws(VenueError) in
        let owner = try call.owner()
        let named = needsKey ? try call.parameters.mandatoryText("listenKey") : try call.parameters.text("listenKey")
        guard front.users.end(named, of: owner) else { throw unknown(front.product) }
        return Array("{}".utf8)
      },
    ]
  }

  private static func unknown(_ product: SandboxProduct) -> VenueError {
    switch product {
    case .spot: .unknownListenKey
    case .usdm, .coinm:
      VenueError(
        -1125,
        "This listenKey does not exist. Please use `POST \(product.profile.restPath)/listenKey` to recreate `listenKey`"
      )
    }
  }
}
