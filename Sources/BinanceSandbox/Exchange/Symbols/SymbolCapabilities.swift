/// What kinds of orders a spot symbol takes, as `exchangeInfo` tells by its `…Allowed` flags.
public struct SymbolCapabilities: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Orders that show only a part of their quantity, `icebergAllowed`.
  public static let iceberg = SymbolCapabilities(rawValue: 1)
  /// OCO lists, and the OCO in OTOCO and OPOCO: `ocoAllowed`.
  public static let oco = SymbolCapabilities(rawValue: 2)
  /// Lists of a working order and a pending one, `otoAllowed`; OTOCO, OPO and OPOCO need it, too.
  public static let oto = SymbolCapabilities(rawValue: 4)
  /// OTO lists whose pending orders sell what the working one bought, `opoAllowed`.
  public static let opo = SymbolCapabilities(rawValue: 8)
  /// Market orders over an amount of the quote asset, `quoteOrderQtyMarketAllowed`.
  public static let quoteQuantity = SymbolCapabilities(rawValue: 16)
  /// Orders with a `trailingDelta`, `allowTrailingStop`.
  public static let trailingStop = SymbolCapabilities(rawValue: 32)
  /// Canceling an order and placing another in one request, `cancelReplaceAllowed`.
  public static let cancelReplace = SymbolCapabilities(rawValue: 64)
  /// Reducing an order that keeps its place in the queue, `amendAllowed`.
  public static let amend = SymbolCapabilities(rawValue: 128)
  /// Orders whose price is taken from the book, `pegInstructionsAllowed`.
  public static let peg = SymbolCapabilities(rawValue: 256)
  /// Everything, which is what a symbol takes unless told otherwise.
  public static let all = SymbolCapabilities(rawValue: 511)

  /// The flags of `exchangeInfo` in the venue's order.
  static let flags: [(name: String, capability: SymbolCapabilities)] = [
    ("icebergAllowed", .iceberg), ("ocoAllowed", .oco), ("otoAllowed", .oto), ("opoAllowed", .opo),
    ("quoteOrderQtyMarketAllowed", .quoteQuantity), ("allowTrailingStop", .trailingStop),
    ("cancelReplaceAllowed", .cancelReplace), ("amendAllowed", .amend), ("pegInstructionsAllowed", .peg),
  ]

  /// Refuses an order that uses what the symbol does not take.
  func check(_ draft: OrderDraft) throws(VenueError) {
    if draft.icebergQuantity > 0, !contains(.iceberg) {
      throw .rejected("Iceberg orders are not supported for this symbol.")
    }
    if !draft.quoteQuantity.isZero, !contains(.quoteQuantity) {
      throw .rejected("Quote order qty market orders are not support for this symbol.")
    }
    if draft.trailingDelta != nil, !contains(.trailingStop) {
      throw .rejected("Trailing stop orders are not supported for this symbol.")
    }
    if draft.pegPriceType != nil, !contains(.peg) {
      throw .rejected("Pegged orders are not supported for this symbol.")
    }
  }

  /// Refuses a list of a kind that the symbol does not take.
  func check(_ kind: VenueExchange.ListKind) throws(VenueError) {
    switch kind {
    case .oco, .legacyOCO: if !contains(.oco) { throw .rejected("OCO orders are not supported for this symbol") }
    case .oto: if !contains(.oto) { throw .rejected("Unsupported order combination") }
    case .otoco: if !isSuperset(of: [.oto, .oco]) { throw .rejected("Unsupported order combination") }
    case .opo:
      if !isSuperset(of: [.oto, .opo]) { throw .rejected("OPO orders are not supported for this symbol.") }
    case .opoco:
      if !isSuperset(of: [.oto, .opo, .oco]) { throw .rejected("OPO orders are not supported for this symbol.") }
    }
  }
}
