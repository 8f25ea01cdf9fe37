import Foundation
import Testing

@testable import argonaut

@Suite("Files of lines")
struct LineFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")

  private func place(_ name: String) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.appendingPathComponent(name).path
  }

  @Test("Lines come back as they were written, compressed or not", arguments: ["plain", "small.gz"])
  func roundTrip(name: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try place(name)
    let written = try LineFile.writing(path)
    for line in ["first", "", "third"] { try written.write(Array(line.utf8)) }
    try written.finish()
    let file = try LineFile.reading(path)
    var lines: [String] = []
    while let line = try file.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    #expect(lines == ["first", "", "third"] && file.lineNumber == 3)
  }

  @Test("What was kept is in the file although it was never finished", arguments: ["plain", "small.gz"])
  func kept(name: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try place(name)
    let written = try LineFile.writing(path)
    for number in 0..<50 { try written.write(Array("line \(number)".utf8)) }
    let before = try #require(FileManager.default.contents(atPath: path))
    #expect(before.count < 20, "nothing but a header reaches the disk so far")
    try written.keep()
    let after = try #require(FileManager.default.contents(atPath: path))
    if name == "plain" { #expect(after.count == 10 * 7 + 40 * 8) }
    #expect(after.count > 100)
    try written.keep()
    #expect(FileManager.default.contents(atPath: path) == after, "with nothing new, nothing is added")
  }
}
