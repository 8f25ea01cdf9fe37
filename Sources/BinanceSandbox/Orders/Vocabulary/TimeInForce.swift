enum TimeInForce: String, Sendable {
  case gtc = "GTC"
  case ioc = "IOC"
  case fok = "FOK"
  case gtx = "GTX"
  case gtd = "GTD"
  case rpi = "RPI"
}
