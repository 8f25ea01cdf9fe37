import Testing
import TradingModel
import TradingNetwork

@testable import BinanceAdapter

@Suite("JSON values")
struct JSONValueTests {
  private func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test("members are found by name in any order, whatever stands between them")
  func members() throws {
    let json = try value(
      #"{"a":{"x":[1,{"a":2}],"y":{}},"longerThanEight":"z","longerThanEighT":7,"e":null,"":"empty","b":"0.50"}"#)
    #expect(json["a"]?["x"]?[1]?["a"]?.int == 2)
    #expect(json["longerThanEight"]?.text == "z")
    #expect(json["longerThanEighT"]?.int64 == 7)
    #expect(json["b"]?.decimal == WideDecimal(mantissa: 5, scale: 1))
    #expect(json[""]?.text == "empty")
    #expect(json["e"] == nil && json["missing"] == nil && json["longerThan"] == nil)
    #expect(json["x"] == nil, "a member of a member is none of the object")
    #expect(json["b"]?["c"] == nil && json["a"]?[0] == nil)
    #expect(json.members?.map(\.key) == ["a", "longerThanEight", "longerThanEighT", "e", "", "b"])
  }

  @Test("escapes are resolved in keys and texts")
  func escapes() throws {
    let json = try value(#"{"\u0061":"x\"\\\n\u00e4","p\/q":1}"#)
    #expect(json["a"]?.text == "x\"\\\nä")
    #expect(json["p/q"]?.int == 1)
    #expect(json.members?.map(\.key) == ["a", "p/q"])
  }

  @Test("elements are found by their place, and null is no value")
  func elements() throws {
    let json = try value(#"[["1","2"],null,true,"false",-7]"#)
    #expect(json[0]?[1]?.text == "2")
    #expect(json[1] == nil && json[5] == nil && json[-1] == nil)
    #expect(json[2]?.bool == true && json[3]?.bool == false && json[4]?.int64 == -7 && json[4]?.uint64 == nil)
    #expect(json.elements?.count == 5)
    #expect(try value("[]").elements?.isEmpty == true)
    #expect(try value("{}").members?.isEmpty == true)
  }

  @Test("values are equal by what they say, not by where they stand")
  func equality() throws {
    let whole = try value(#"{"a":[1,"x",{"k":null}],"b":[1,"x",{"k":null}],"c":[1,"y"]}"#)
    #expect(whole["a"] == whole["b"])
    #expect(whole["a"] != whole["c"])
    #expect(whole["a"]?.hashValue == whole["b"]?.hashValue)
    #expect(try whole["a"] == value(#" [ 1 , "x" , { "k" : null } ] "#))
    #expect(try value("null") == .null)
    #expect(try value(#""1""#) != value("1"))
  }

  @Test("a part of a message stands for itself after the message is gone")
  func parts() throws {
    var text = #"{"skipped":[1,2],"kept":{"a":"b\n","n":[3]}}"#
    let kept = try text.withUTF8 { bytes in
      var reader = JSONReader(UnsafeRawBufferPointer(bytes))
      try reader.beginObject()
      _ = try reader.nextKey()
      try reader.skipValue()
      _ = try reader.nextKey()
      return try JSONValue(from: &reader)
    }
    #expect(kept["a"]?.text == "b\n" && kept["n"]?[0]?.int == 3)
  }

  @Test("what is no JSON is refused", arguments: ["", "{", "[1,]", "{\"a\":}", "tru", "1 2", "{\"a\" 1}", "\"x"])
  func malformed(text: String) {
    #expect(throws: JSONError.self) { try value(text) }
  }
}
