/// What an error says about an order: whether the venue can have it.
///
/// The table is by product, since the products give the same HTTP status different meanings: on the spot exchange every
/// 5xx leaves the outcome open, on futures some texts of 503 do not.
enum BinanceOrderOutcome: Hashable {
  /// The venue certainly does not have it (or has not done it).
  case refused(reason: String, isPostOnly: Bool)
  /// It may have been executed.
  case unknown(reason: String)
  /// The venue does not know the order, or says so: not to be believed by itself.
  case notFound(reason: String)

  /// The venue's code and words, or what happened.
  var reason: String {
    switch self {
    case .refused(let reason, _), .unknown(let reason), .notFound(let reason): reason
    }
  }

  /// Codes that say that an order is not there. Replicas lag behind, and an order that was just filled or canceled is not
  /// there either.
  private static func isNotFound(_ code: Int, product: BinanceProduct) -> Bool {
    // On futures -2026 is about reduce-only.
    code == -2011 || code == -2013 || (code == -2026 && !product.accountType.isFutures)
  }

  /// Whether the venue says that an order ended long ago without a fill, and that nothing more is known of it.
  static func isArchived(_ error: BinanceError, product: BinanceProduct) -> Bool {
    error.code == -2026 && !product.accountType.isFutures && error.outcome == .definitive
  }

  /// Codes with which the venue says that it does not know itself.
  private static let unknownCodes: Set<Int> = [-1000, -1001, -1006, -1007, -1016]

  /// The verdict on an error in answer to a new order.
  static func ofSubmission(_ error: BinanceError, product: BinanceProduct) -> BinanceOrderOutcome {
    let reason = reason(error)
    if isOpen(error, product: product) { return .unknown(reason: reason) }
    // There is an order with this identifier: it may be this very one, sent by a box in between twice.
    if error.code == -4116 || (error.code == -2010 && error.message.hasPrefix("Duplicate order")) {
      return .unknown(reason: reason)
    }
    return .refused(reason: reason, isPostOnly: isPostOnlyRefusal(error))
  }

  /// The verdict on an error in answer to a cancellation or change.
  static func ofChange(_ error: BinanceError, product: BinanceProduct) -> BinanceOrderOutcome {
    let reason = reason(error)
    if isOpen(error, product: product) { return .unknown(reason: reason) }
    if let code = error.code, error.message != cancelRestrictions,
      isNotFound(code, product: product) || error.message == unknownOrder
    {
      return .notFound(reason: reason)
    }
    return .refused(reason: reason, isPostOnly: false)
  }

  /// Whether an error says, with whatever truth, that an order is not there.
  static func isNotFound(_ error: BinanceError, product: BinanceProduct) -> Bool {
    guard let code = error.code, error.outcome == .definitive else { return false }
    return isNotFound(code, product: product)
  }

  /// Amendments have a code of their own for it.
  private static let unknownOrder = "Unknown order sent."
  private static let cancelRestrictions = "Order was not canceled due to cancel restrictions."

  /// Whether an order was not canceled because it had filled in part, or had not.
  var isOfRestrictions: Bool {
    if case .refused(let reason, _) = self { reason.hasSuffix(Self.cancelRestrictions) } else { false }
  }

  private static func isOpen(_ error: BinanceError, product: BinanceProduct) -> Bool {
    if error.kind == .shutDown || error.kind == .missingCredentials || error.kind == .signing { return false }
    if error.kind == .transport { return error.outcome == .unknown }
    if product.accountType.isFutures, isCertainFailure(error.message) { return false }
    if let code = error.code, unknownCodes.contains(code) { return true }
    if let status = error.httpStatus, status >= 500, !product.accountType.isFutures { return true }
    return error.outcome == .unknown
  }

  /// The texts with which the futures' servers say that a request failed, whatever the status and code.
  private static func isCertainFailure(_ message: String) -> Bool {
    let text = message.trimmingPrefix { $0.isWhitespace }
    return text.hasPrefix("Service Unavailable.") || text.hasPrefix("Internal error; unable to process")
  }

  private static func isPostOnlyRefusal(_ error: BinanceError) -> Bool {
    error.code == -5022 || (error.code == -2010 && error.message == "Order would immediately match and take.")
  }

  /// The venue's code and words; what to do where the exchange itself has not seen the order.
  private static func reason(_ error: BinanceError) -> String {
    guard error.kind == .blocked else { return error.code.map { "\($0): \(error.message)" } ?? error.message }
    let status = error.httpStatus.map { " (HTTP \($0))" } ?? ""
    return error.message + status + (error.hint.map { "; \($0)" } ?? "")
  }
}
