/// Ask the venue for the account's state.
public struct QueryAccount: Hashable, Sendable, Codable {
  /// The account to ask about; with neither it nor a client named, all of the node's accounts are.
  public var accountId: AccountId?
  /// The execution client to ask by; every one whose account is asked about when `nil`.
  public var clientId: ClientId?
  /// When the command was given.
  public var tsInit: UnixNanos

  /// Makes the question about one account or all of them.
  public init(accountId: AccountId? = nil, clientId: ClientId? = nil, tsInit: UnixNanos) {
    self.accountId = accountId
    self.clientId = clientId
    self.tsInit = tsInit
  }
}
