/// The seam through which the kernel writes down what it processes, in order.
///
/// It is called on the kernel's loop and must not block it; an implementation that writes to disk hands over to a
/// thread of its own.
public protocol EventJournal: AnyObject {
  /// Takes down an entry; entries come in the order of their ``JournalEntry/sequence``.
  func append(_ entry: JournalEntry)
}
