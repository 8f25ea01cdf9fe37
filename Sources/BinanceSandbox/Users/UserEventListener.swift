/// A connection that hears account events.
protocol UserEventListener: AnyObject {
  /// Tells an event, rendered in the unit of the connection.
  ///
  /// - Returns: the name of the fault that struck it on its way.
  func tell(_ notice: AccountNotice, tag: Int) -> String?
}
