/// What a delta does to a level.
@frozen
public enum BookAction: UInt8, Hashable, Sendable {
  /// A level gets a size; the same as ``update`` to a book, used where a snapshot lists it.
  case add
  /// A level gets another size; one that is not there yet is added.
  case update
  /// A level goes; one that is not there is no error.
  case delete
  /// Both sides are emptied.
  case clear

  /// `ADD`, `UPDATE`, `DELETE`, `CLEAR`.
  public var name: String {
    switch self {
    case .add: "ADD"
    case .update: "UPDATE"
    case .delete: "DELETE"
    case .clear: "CLEAR"
    }
  }
}
