enum SelfTradePrevention: String, Sendable {
  case none = "NONE"
  case expireTaker = "EXPIRE_TAKER"
  case expireMaker = "EXPIRE_MAKER"
  case expireBoth = "EXPIRE_BOTH"
  case decrement = "DECREMENT"
  case transfer = "TRANSFER"
}
