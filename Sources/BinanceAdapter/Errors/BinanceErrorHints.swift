import TradingNetwork

/// Likely causes and next steps, as data.
enum BinanceErrorHints {
  static func hint(for error: BinanceError) -> String? {
    if let code = error.code, let hint = byCode[code] { return hint }
    if let kind = error.transport { return byTransport[kind] }
    if let status = error.httpStatus, let hint = byStatus[status] { return hint }
    switch error.kind {
    case .throttled: return "send fewer requests, and none before the limit allows it"
    case .banned: return "this address is banned for a while because it went on after a 429; wait until the ban ends"
    case .blocked:
      return "a firewall refused the request, not the exchange; wait some minutes and check proxy, VPN and region"
    case .missingCredentials: return "set the API key and secret in the environment or in files"
    case .unreadable: return "check that the base URL leads to Binance or a compatible server"
    // What only asks changes nothing, whether it was executed or not.
    case .server where error.outcome == .definitive || error.endpoint.hasPrefix("GET "):
      return "the venue's servers failed; try again later"
    case .server where error.outcome == .unknown:
      return "the request may have been executed; ask before sending it again"
    default: return nil
    }
  }

  private static let byStatus: [Int: String] = [
    301: redirected, 302: redirected, 303: redirected, 307: redirected, 308: redirected,
    451:
      "the venue does not serve the place of this address; check proxy, VPN and region, or whether the account is one "
      + "of Binance US (us: true)",
  ]

  private static let redirected = "the server sends its visitors elsewhere; check scheme, host and port of the base URL"

  private static let byTransport: [TransportError.Kind: String] = [
    .invalidURL: "check the base URL: scheme, host and port",
    .nameResolution: "check the host's spelling and the network",
    .connectionRefused: "check host and port, and that the server runs",
    .connectTimeout: "check the network, the firewall and the proxy",
    .tls:
      "the port must speak TLS with a certificate for this host and of a trusted issuer, whose file trustRootsFile can "
      + "name; check scheme and port of the URL",
    .proxy: "check the proxy's address and password",
    .requestTimeout: "the server is slow or the network is; a longer requestTimeout helps if it stays",
    .connectionReset: "the server or something in between cut the connection; check that the URL's scheme is right",
    .other: "check that the base URL leads to Binance or a compatible server",
  ]

  private static let byCode: [Int: String] = [
    -5000: "this server has no such path; check that account type and base URL are of the same product",
    -1002: "the key is not authorized for this; check its permissions",
    -1003: "send fewer requests, and none before the limit allows it",
    -1015: "too many unfilled orders for now; send the next ones when the interval is over",
    -1021: "this machine's clock and the venue's differ; the client measures anew, check NTP if it stays",
    -1022: "the secret does not belong to the key, or the key is of another kind (HMAC, Ed25519, RSA)",
    -1099: "the key is not authorized for this; check its permissions",
    -1100: "a parameter has characters that are not allowed",
    -1111: "more decimals than the symbol allows",
    -1121: "the venue does not know the symbol; check product and environment",
    -1125: "the listen key ran out; a new one is needed",
    -2014: "the API key is malformed; copy it again from the venue's page",
    -2015:
      "check that key and environment belong together (live, testnet and demo have keys of their own), that this "
      + "address is on the key's list, and that the key has the permission",
    -2018: "not enough balance",
    -2019: "not enough margin",
    -2027: "the position is larger than this leverage allows; reduce it, or choose a lower leverage",
    -2028: "the margin does not suffice for a lower leverage; add funds or reduce positions",
    -3003: "that margin account is not open; open it on the venue's page, or enable the isolated pair first",
    -3006: "the account's collateral allows less; ask for what is borrowable, or move money to the account",
    -3015: "the account owes less; its debts tell how much, interest included",
    -4028: "ask for a leverage that the symbol's brackets allow",
    -4047: "cancel the symbol's open orders first",
    -4048: "close the symbol's position first",
    -4051: "the isolated position has no margin to spare; take less",
    -4067: "cancel all open orders of both futures products first",
    -4068: "close all positions of both futures products first",
    -4118: "the position is smaller than the reduce-only orders together; cancel the open ones first",
    -4161: "leverage of an isolated position can be raised, not reduced, while it is open",
    -4167: "set all symbols to CROSSED margin first",
    -4168: "switch multi-assets mode off first",
    -4170: "cancel all open orders first",
    -4061: "position side and position mode differ; check positionMode",
    -4120: "conditional orders go to the algo endpoints since December 2025",
  ]
}
