/// The part of a history that a request asks for, by the venue's rules: from an id; from a start; to an end; or the newest.
struct HistoryRange {
  let fromId: Int64?
  let start: Int64?
  let end: Int64?
  let limit: Int
  /// The time of the newest items where neither bound is given; nil is all time.
  private let recent: ClosedRange<Int64>?
  private let isRecent: Bool

  /// How far apart start and end may be.
  enum Span {
    case hours(Int)
    case days(Int)

    var milliseconds: Int64 {
      switch self {
      case .hours(let count): Int64(count) * 3_600_000
      case .days(let count): Int64(count) * 86_400_000
      }
    }

    var refusal: VenueError {
      switch self {
      case .hours(let count): VenueError(-1127, "More than \(count) hours between startTime and endTime.")
      case .days(let count): VenueError(-4165, "Maximum time interval is \(count) days")
      }
    }
  }

  init(
    _ parameters: RequestParameters, idName: String, defaultLimit: Int, maximum: Int, span: Span? = nil,
    newestOf recent: ClosedRange<Int64>? = nil
  ) throws(VenueError) {
    fromId = try parameters.integer(idName)
    start = try parameters.time("startTime")
    end = try parameters.time("endTime")
    isRecent = start == nil && end == nil
    self.recent = recent
    if let start, let end {
      if start > end { throw VenueError(-1128, "Combination of optional parameters invalid.") }
      let (distance, overflow) = end.subtractingReportingOverflow(start)
      if let span, overflow || distance > span.milliseconds { throw span.refusal }
    }
    if let limit = try parameters.integer("limit") {
      guard limit > 0 else { throw .invalidValue("limit") }
      self.limit = min(Int(clamping: limit), maximum)
    } else {
      self.limit = defaultLimit
    }
  }

  func select<Item>(_ items: [Item], id: KeyPath<Item, Int64>, time: KeyPath<Item, Int64>) -> [Item] {
    if let fromId { return Array(items.filter { $0[keyPath: id] >= fromId }.prefix(limit)) }
    if isRecent, let recent { return Array(items.filter { recent.contains($0[keyPath: time]) }.suffix(limit)) }
    let inside = items.filter {
      (start == nil || $0[keyPath: time] >= (start ?? 0)) && (end == nil || $0[keyPath: time] <= (end ?? 0))
    }
    return start == nil ? Array(inside.suffix(limit)) : Array(inside.prefix(limit))
  }
}
