/// The configuration of an execution client, of whichever adapter.
public protocol ExecClientConfig: Sendable {}
