/// The configuration of a data client, of whichever adapter.
public protocol DataClientConfig: Sendable {}
