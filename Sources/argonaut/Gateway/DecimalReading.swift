import TradingModel

/// Reads decimals with the number of places that an instrument has.
struct DecimalReading {
  let instrument: Instrument
  /// Where the values are, for messages.
  let place: String

  func price(_ key: String, _ text: String?) throws(GatewayProblem) -> Price? {
    guard let text else { return nil }
    do throws(DecimalError) {
      return try instrument.price(text)
    } catch {
      throw problem(key, text, error, decimals: instrument.pricePrecision, of: "prices")
    }
  }

  func quantity(_ key: String, _ text: String?) throws(GatewayProblem) -> Quantity? {
    guard let text else { return nil }
    do throws(DecimalError) {
      return try instrument.quantity(text)
    } catch {
      throw problem(key, text, error, decimals: instrument.sizePrecision, of: "quantities")
    }
  }

  /// An amount of the quote currency.
  func amount(_ key: String, _ text: String?) throws(GatewayProblem) -> Quantity {
    guard let text else { return .zero() }
    let decimals = max(8, instrument.pricePrecision)
    do throws(DecimalError) {
      let exact = try Quantity(published: text, precision: instrument.pricePrecision)
      return exact.precision <= decimals ? exact : try exact.rescaled(to: decimals)
    } catch {
      throw problem(key, text, error, decimals: decimals, of: "amounts of \(instrument.quote.code)")
    }
  }

  func offset(_ key: String, _ text: String?) throws(GatewayProblem) -> WideDecimal? {
    guard let text else { return nil }
    do throws(DecimalError) {
      return try WideDecimal(text)
    } catch {
      throw GatewayProblem("\(place).\(key): '\(text)': \(error); write it as \"50\"")
    }
  }

  private func problem(
    _ key: String, _ text: String, _ error: DecimalError, decimals: UInt8, of kind: String
  ) -> GatewayProblem {
    guard error == .tooPrecise else { return GatewayProblem("\(place).\(key): '\(text)': \(error)") }
    return GatewayProblem(
      "\(place).\(key): '\(text)' has too many decimals; \(kind) of \(instrument.id) have \(decimals): round it")
  }
}
