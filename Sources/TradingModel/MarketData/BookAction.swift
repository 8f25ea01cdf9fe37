/// What a delta does to a level.
@frozen
public enum BookAction: UInt8, Hashable, Sendable {
  case add
  case update
  case delete
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
