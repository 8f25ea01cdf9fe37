public import TradingModel

/// How the identifiers of a node's orders are built, and what can be read back from them.
///
/// ```
/// O-0ZK3P9QX1-7WCM4TB2-K4RPXT9-1B
/// │ │         │        │  │    └ counter of the process, up to 7 digits
/// │ │         │        │  └ the strategy, 4 digits of a hash of its name
/// │ │         │        └ the trader, 3 digits of a hash of its name
/// │ │         └ the process, 8 random digits drawn at its start
/// │ └ when it was made, milliseconds since 1970, 9 digits
/// └ O for an order, L for a list of orders
/// ```
///
/// Digits are of base 31, `0-9` and consonants: no word that a venue's firewall takes for SQL can come about. At most 36
/// characters of `[0-9A-Z-]`, so that every Binance market takes them as they are. Time and the process's digits make
/// them unique over restarts and hosts, the process's digits also where the clock was set back.
public enum ClientOrderIdFormat {
  static let digits: [UInt8] = Array("0123456789BCDFGHJKLMNPQRSTVWXYZ".utf8)
  static let timeWidth = 9
  static let processWidth = 8
  static let traderWidth = 3
  static let strategyWidth = 4
  static let counterWidth = 7

  /// What an identifier of this form says.
  public struct Parts: Hashable, Sendable {
    /// When it was made.
    public let time: UnixNanos
    /// The process that made it.
    public let process: String
    /// See ``ClientOrderIdFormat/traderTag(_:)``.
    public let trader: String
    /// See ``ClientOrderIdFormat/strategyTag(_:)``.
    public let strategy: String
    /// Which one of the process it is, from 1.
    public let number: UInt64
  }

  /// The digits that stand for a trader.
  public static func traderTag(_ id: TraderId) -> String { text(hash(id.text), width: traderWidth) }

  /// The digits that stand for a strategy.
  public static func strategyTag(_ id: StrategyId) -> String { text(hash(id.text), width: strategyWidth) }

  /// Takes an identifier apart; `nil` when it is not of this form.
  public static func parts(of id: ClientOrderId) -> Parts? {
    let fields = id.text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 5, fields[0] == "O", fields[1].utf8.count == timeWidth,
      fields[2].utf8.count == processWidth, fields[3].utf8.count == traderWidth + strategyWidth,
      (1...counterWidth).contains(fields[4].utf8.count), let time = number(fields[1]), number(fields[2]) != nil,
      number(fields[3]) != nil, let count = number(fields[4]), let milliseconds = Int64(exactly: time)
    else { return nil }
    return Parts(
      time: UnixNanos(milliseconds: milliseconds), process: String(fields[2]),
      trader: String(fields[3].prefix(traderWidth)), strategy: String(fields[3].suffix(strategyWidth)), number: count)
  }

  /// The lowest digits of a number in base 31, exactly `width` of them.
  static func text(_ number: UInt64, width: Int) -> String {
    var rest = number
    var reversed: [UInt8] = []
    reversed.reserveCapacity(width)
    while reversed.count < width {
      reversed.append(digits[Int(rest % 31)])
      rest /= 31
    }
    return String(decoding: reversed.reversed(), as: UTF8.self)
  }

  /// A counter in as few digits as it takes.
  static func counter(_ number: UInt64) -> String {
    var width = 1
    var rest = number / 31
    while rest > 0, width < counterWidth {
      width += 1
      rest /= 31
    }
    return text(number, width: width)
  }

  private static func number(_ text: Substring) -> UInt64? {
    var value: UInt64 = 0
    for byte in text.utf8 {
      guard let digit = digits.firstIndex(of: byte) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 31)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// FNV-1a, its bits well mixed at the end so that few digits tell names apart.
  private static func hash(_ text: String) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return value ^ (value >> 29)
  }
}
