// What margin accounts are told beside their orders and balances.
extension ProductFront {
  /// Tells margin levels and debts on the risk stream.
  func listenToMargin() {
    exchange.margin.onRisk = { [weak self] account, fields in
      guard let self, !account.isIsolated, let name = fields.first?.value else { return }
      let now = clock.now
      tell(account.riskChannel, type: name) { unit in
        var writer = JSONWriter(capacity: 160)
        writer.object { writer in
          for (place, field) in fields.enumerated() {
            writer.field(field.name, field.value)
            if place == 0 { writer.field("E", OrderPayloads.time(now, unit)) }
          }
        }
        return writer.bytes
      }
    }
  }
}
