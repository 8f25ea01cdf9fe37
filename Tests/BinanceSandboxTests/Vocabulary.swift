@testable import BinanceSandbox

// The venue's words and the model's have the same names on purpose; here the venue's are meant.
typealias OrderSide = BinanceSandbox.OrderSide
typealias OrderType = BinanceSandbox.OrderType
typealias OrderStatus = BinanceSandbox.OrderStatus
typealias TimeInForce = BinanceSandbox.TimeInForce
typealias PositionSide = BinanceSandbox.PositionSide
