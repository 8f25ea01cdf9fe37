/// The seam through which the kernel writes down what a restart needs to know, before it acts on it.
///
/// Facts are appended in memory and committed together: before an order's bytes leave, and before anybody is told of
/// what happened. It is called on the kernel's loop.
public protocol RecoveryJournal: AnyObject {
  /// Takes down a fact; it counts once it is committed.
  func append(_ fact: TradingFact)
  /// Makes everything that was appended survive the death of the process.
  ///
  /// - Returns: why that is not possible at the moment; `nil` when it is done.
  @discardableResult
  func commit() -> JournalProblem?
}
