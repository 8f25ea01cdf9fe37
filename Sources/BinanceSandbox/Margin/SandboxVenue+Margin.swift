// Margin accounts for programs that hold the exchange in their hands.
extension SandboxVenue {
  /// Moves money from a customer's spot wallet into a margin account, as a transfer of the customer would; the account of
  /// an isolated pair is enabled first.
  ///
  /// - Parameters:
  ///   - amount: how much is moved, in the asset.
  ///   - asset: the asset that is moved.
  ///   - account: the customer's name; nil is the account that the exchange begins with.
  ///   - symbol: the isolated pair; nil is cross margin.
  /// - Returns: whether the venue's rules allowed it.
  @discardableResult
  public func fundMargin(
    _ amount: Amount, _ asset: String, account: String? = nil, isolatedSymbol symbol: String? = nil
  ) -> Bool {
    guard let desk = exchange(.spot)?.margin, let owner = accounts.account(named: account ?? credentials.account) else {
      return false
    }
    do throws(VenueError) {
      if let symbol, desk.isolated(owner, symbol)?.isEnabled != true { _ = try desk.enable(symbol, for: owner) }
      _ = try desk.transfer(amount, asset, of: owner, from: .main, to: symbol.map { .isolated($0) } ?? .cross)
      return true
    } catch {
      return false
    }
  }
}
