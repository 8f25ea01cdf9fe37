/// What an execution report tells, as `x` says.
enum ExecutionType: String, Sendable {
  case new = "NEW"
  case canceled = "CANCELED"
  case replaced = "REPLACED"
  case rejected = "REJECTED"
  case trade = "TRADE"
  case expired = "EXPIRED"
  case tradePrevention = "TRADE_PREVENTION"
  case amendment = "AMENDMENT"
  case calculated = "CALCULATED"
}
