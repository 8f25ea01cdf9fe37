/// A command to a data client.
public enum DataCommand: Hashable, Sendable {
  case subscribe(DataSubscription, params: [String: String] = [:])
  case unsubscribe(DataSubscription)
}
