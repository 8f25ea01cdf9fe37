import TradingModel

extension Sequence<Position> {
  /// What positions of one instrument add up to, negative when short.
  ///
  /// What 38 digits cannot hold is left out; no venue has such a position.
  var netQuantity: WideDecimal {
    reduce(.zero) { sum, position in (try? sum.adding(position.signedQuantity)) ?? sum }
  }
}
