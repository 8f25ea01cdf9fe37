public import TradingModel

extension SandboxLedger {
  /// One line of the record.
  public struct Entry: Sendable {
    /// What an entry is about.
    public enum Kind: String, Sendable, CaseIterable {
      /// An order began, changed or ended.
      case order
      /// One side of an execution.
      case trade
      /// What an account has of an asset after a change.
      case balance
      /// A request and how it was answered.
      case request
      /// A private event on its way to one connection, or what became of it.
      case frame
      case list
      case position
      /// Futures: profit, funding, fees and transfers.
      case income
      /// Margin: borrowing, interest, repayment, transfers, levels.
      case loan
      case note
    }

    /// What an entry says, in the form in which it was written.
    enum Content: Sendable {
      case fields([(name: String, value: String)])
      case order(OrderRecord)
      case trade(TradeRecord)
      case balance(BalanceRecord)
      case request(RequestRecord)
    }

    /// Grows by one with every entry, from 1.
    public let sequence: Int64
    /// When it happened, by the venue's clock, which faults may have set wrong.
    public let time: UnixNanos
    /// What the entry is about, which decides what ``fields`` it has.
    public let kind: Kind
    /// The exchange on which it happened; spot for margin accounts.
    public let product: SandboxProduct
    /// The account's name; empty for what concerns nobody in particular.
    public let account: String
    let content: Content

    /// The entry's own fields, in order; values are plain text.
    public var fields: [(name: String, value: String)] {
      switch content {
      case .fields(let fields): fields
      case .order(let record): record.fields
      case .trade(let record): record.fields
      case .balance(let record): record.fields
      case .request(let record): record.fields
      }
    }

    /// The value of the field of this name, nil where the entry has none.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
  }
}

extension SandboxLedger.Entry {
  /// The entry as one JSON object on one line; every value but sequence and time is a string.
  public var jsonLine: String {
    var text = "{\"sequence\":\(sequence),\"time\":\(time.nanoseconds),\"kind\":\"\(kind.rawValue)\""
    text += ",\"product\":\"\(product.rawValue)\",\"account\":\(Self.quoted(account))"
    for field in fields { text += ",\(Self.quoted(field.name)):\(Self.quoted(field.value))" }
    return text + "}"
  }

  private static func quoted(_ text: String) -> String { String(decoding: JSONValue.string(text).json, as: UTF8.self) }
}
