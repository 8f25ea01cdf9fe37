import TradingModel

// Debts in multi-assets mode: the venue pays those that are too large with the account's other assets.
extension VenueExchange {
  /// What an account may owe of an asset before the venue exchanges for it, in US dollars.
  private static let toleratedDebt = Amount(whole: 10_000)

  /// Once a second: pays debts beyond what is tolerated.
  func exchangeDebts() {
    guard product == .usdm else { return }
    for account in accounts.accounts where account.isMultiAssets {
      for asset in futures.marginAssets(account) {
        let owed = -account.wallet(product)[asset].total
        let rates = AssetIndex.rates(of: asset, in: self)
        guard owed.isPositive, owed.scaled(byRate: rates.index) > Self.toleratedDebt else { continue }
        payDebt(of: account, owed, asset)
      }
    }
  }

  /// Sells other assets, the most valuable first, until the debt is paid or nothing is left.
  private func payDebt(of account: SandboxAccount, _ debt: Amount, _ asset: String) {
    let wallet = account.wallet(product)
    let price = Int128(AssetIndex.rates(of: asset, in: self).exchangeAsk)
    let sources = AssetIndex.buffers.map(\.asset)
      .filter { $0 != asset && wallet[$0].total.isPositive }
      .map { (asset: $0, rates: AssetIndex.rates(of: $0, in: self)) }
      .filter { $0.rates.exchangeBid > 0 }
      .sorted {
        (wallet[$0.asset].total.scaled(byRate: $0.rates.index), $1.asset)
          > (wallet[$1.asset].total.scaled(byRate: $1.rates.index), $0.asset)
      }
    var rest = debt
    for source in sources where rest.isPositive && price > 0 {
      let bid = Int128(source.rates.exchangeBid)
      // Rounded so that the debt is paid to the last unit.
      let needed = Amount(units: (rest.units &* price + bid - 1) / bid)
      let sold = min(needed, wallet[source.asset].total)
      let bought = sold == needed ? rest : Amount(units: sold.units &* bid / price)
      swap(-sold, of: source.asset, account, as: "AUTO_EXCHANGE")
      swap(bought, of: asset, account, as: "AUTO_EXCHANGE")
      rest -= bought
    }
  }

  /// One half of an exchange of assets: the venue gives an amount to a futures wallet, or takes it where it is negative.
  ///
  /// - Parameter type: what the income line and the account's event call it.
  func swap(_ amount: Amount, of asset: String, _ account: SandboxAccount, as type: String) {
    account.wallet(product).credit(amount, of: asset)
    futures.house.credit(-amount, of: asset)
    futures.book(account, "", type, amount, asset)
    touch(account, asset)
    tellBalances(reason: type, change: amount)
  }
}
