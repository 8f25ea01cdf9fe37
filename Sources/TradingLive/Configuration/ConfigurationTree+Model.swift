public import TradingModel

extension ConfigurationTree {
  /// The instrument id that stands at `key`, or in what stands there.
  public func instrumentId(_ text: String, at key: String) throws(ConfigurationError) -> InstrumentId {
    do throws(IdentifierError) {
      return try InstrumentId(text)
    } catch {
      throw self.error(key, error.description)
    }
  }

  /// A list of instrument ids.
  public func instrumentIds(_ key: String) throws(ConfigurationError) -> [InstrumentId]? {
    guard let texts = try strings(key) else { return nil }
    var ids: [InstrumentId] = []
    for text in texts { ids.append(try instrumentId(text, at: key)) }
    return ids
  }

  /// An exact number, such as an amount or a rate.
  public func decimal(_ key: String) throws(ConfigurationError) -> WideDecimal? {
    guard let text = try string(key) else { return nil }
    do {
      return try WideDecimal(text)
    } catch {
      throw self.error(key, "'\(text)' is not a number")
    }
  }
}
