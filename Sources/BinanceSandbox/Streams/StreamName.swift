/// The name of a market stream, taken apart: `btcusdt@depth5@100ms`, `!miniTicker@arr`.
struct StreamName: Hashable {
  /// The name as a client writes it.
  let text: String
  /// The symbol or pair in upper case; empty for streams of all symbols.
  let symbol: String
  let kind: StreamKind

  /// Reads a name; nil when the venue has no such stream, to which it answers nothing.
  init?(_ text: String, product: SandboxProduct) {
    self.text = text
    if text.hasPrefix("!") {
      guard let kind = StreamKind(all: String(text.dropFirst()), product: product) else { return nil }
      symbol = ""
      self.kind = kind
      return
    }
    if text == "tradingSession", product == .usdm {
      symbol = ""
      kind = .tradingSession
      return
    }
    guard let mark = text.firstIndex(of: "@") else { return nil }
    let name = String(text[..<mark])
    guard !name.isEmpty, name == name.lowercased() else { return nil }
    let type = String(text[text.index(after: mark)...])
    if product.isFutures, let underscore = name.lastIndex(of: "_"), type.hasPrefix("continuousKline_") {
      symbol = name[..<underscore].uppercased()
      let contract = name[name.index(after: underscore)...].uppercased()
      kind = .continuousKline(contract: contract, interval: String(type.dropFirst("continuousKline_".count)))
      return
    }
    guard let kind = StreamKind(type, product: product) else { return nil }
    symbol = name.uppercased()
    self.kind = kind
  }
}
