/// Where a WebSocket connection was opened.
enum SocketEndpoint {
  case api
  case streams(StreamRoute, isCombined: Bool, names: [String])

  /// The path without what may be a listen key.
  static func publicPath(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.utf8.count == 64 && !$0.contains("@") ? "…" : String($0) }.joined(separator: "/")
  }

  init?(path: String, product: SandboxProduct, calendar: VenueCalendar) {
    if path == product.profile.socketAPIPath || path == product.profile.socketAPIPath + "/" {
      self = .api
      return
    }
    var rest = Substring(path)
    var route = StreamRoute.none
    if product == .usdm {
      for candidate in [StreamRoute.public, .market, .private] where rest.hasPrefix(candidate.rawValue + "/") {
        route = candidate
        rest = rest.dropFirst(candidate.rawValue.count)
      }
      // The routes without a split are gone since April 2026.
      guard route != .none || !calendar.has(.futuresStreamRoutes) else { return nil }
    }
    if rest == "/stream" || rest == "/stream/" {
      self = .streams(route, isCombined: true, names: [])
    } else if rest == "/ws" || rest.hasPrefix("/ws/") {
      let names = rest.dropFirst(4).split(separator: "/").map { PercentCoding.decode($0) }
      self = .streams(route, isCombined: false, names: names)
    } else {
      return nil
    }
  }
}
