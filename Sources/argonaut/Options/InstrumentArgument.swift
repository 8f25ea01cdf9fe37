import TradingModel

/// Instruments named on the command line.
enum InstrumentArgument {
  static func list(_ texts: [String]) throws(CommandFailure) -> [InstrumentId] {
    guard !texts.isEmpty else {
      throw CommandFailure(.usage, "no instrument is given; add --instrument, as --instrument BTCUSDT.BINANCE")
    }
    var ids: [InstrumentId] = []
    for text in texts {
      let id = try one(text)
      if !ids.contains(id) { ids.append(id) }
    }
    return ids
  }

  static func one(_ text: String) throws(CommandFailure) -> InstrumentId {
    do throws(IdentifierError) {
      return try InstrumentId(text)
    } catch {
      throw CommandFailure(.usage, error.description)
    }
  }
}
