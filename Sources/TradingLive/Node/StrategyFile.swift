import TradingEngine
import TradingModel

/// Reads the built-in strategies of a configuration file.
enum StrategyFile {
  /// What makes the strategy that an element of `strategies` describes.
  static func maker(of tree: ConfigurationTree) throws -> @Sendable () throws -> Strategy {
    let type = try tree.require("type", tree.string("type"))
    let tag = try tree.string("orderIdTag")
    let maker: @Sendable () throws -> Strategy
    switch type {
    case "EmaCross": maker = try emaCross(tree, tag)
    case "SimpleMarketMaker", "MarketMaker": maker = try marketMaker(tree, tag)
    default: throw tree.error("type", "'\(type)' is no built-in strategy; there are EmaCross and SimpleMarketMaker")
    }
    try tree.finish()
    return maker
  }
}
