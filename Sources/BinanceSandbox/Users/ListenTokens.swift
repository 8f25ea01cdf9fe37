import TradingModel

/// Tokens by which a margin account's events are subscribed over the WebSocket API.
final class ListenTokens {
  private struct Token {
    let account: SandboxAccount
    let expires: UnixNanos
  }

  private let random: RandomSource
  private var tokens: [String: Token] = [:]

  init(random: RandomSource) { self.random = random }

  /// Makes a token.
  func make(for account: SandboxAccount, validity: Duration, at now: UnixNanos) -> (text: String, expires: UnixNanos) {
    tokens = tokens.filter { $0.value.expires > now }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let bytes = (0..<70).map { _ in alphabet[random.integer(in: 0...(alphabet.count - 1))] }
    let text = String(decoding: bytes, as: UTF8.self)
    tokens[text] = Token(account: account, expires: now + validity)
    return (text, now + validity)
  }

  /// The account behind a live token, and when it ends.
  func account(_ text: String, at now: UnixNanos) -> (account: SandboxAccount, expires: UnixNanos)? {
    tokens[text].flatMap { $0.expires > now ? ($0.account, $0.expires) : nil }
  }
}
