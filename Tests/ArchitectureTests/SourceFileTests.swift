import Testing

@Suite("What the other suites read out of sources")
struct SourceFileTests {
  @Test("types are found by their declarations: nested, private and extended ones do not count, functions' bodies do")
  func declarationsAreFound() {
    let text = """
      @MainActor public final class First<Element> {
        public struct Nested {}
        func long(
          of: Int
        ) {
          body()
        }
        @inline(never) subscript(index: Int) -> Int {
          index
        }
        var computed: Int {
          1
        }
        static var table: [Int] {
          [1]
        }
      }
      public extension First {}
      private enum Hidden {}
      protocol Second: AnyObject {
        func wanted(
          of: Int)
      }
      """
    let file = SourceFile(path: "Sources/Room/First.swift", text: text)
    #expect(file.room == "Room")
    #expect(
      file.types == [
        SourceFile.TypeDeclaration(name: "First", isPublic: true),
        SourceFile.TypeDeclaration(name: "Second", isPublic: false),
      ])
    #expect(FunctionLengths(of: file).functions.map(\.length) == [5, 3, 3])
  }

  @Test("comments and texts are no code, what is interpolated is, and lines stay where they were")
  func codeIsFound() {
    let text = ##"""
      let a = "one \"two\" \(three("four") + five)" // six
      let b = #"seven \(eight) \#(nine) "ten""#
      let c = """
        eleven "twelve" \(thirteen)
        """
      #if fourteen  /// fifteen
      """##
    let file = SourceFile(path: "Sources/Room/Texts.swift", text: text)
    #expect(
      file.words == ["let", "a", "three", "five", "b", "nine", "c", "thirteen", "if", "fourteen"], "\(file.code)")
    #expect(file.code.split(separator: "\n", omittingEmptySubsequences: false).count == file.lines.count)
  }

  @Test("imports are found in every form, and not in comments or texts")
  func importsAreFound() {
    let text = #"""
      import One
      public import struct Two.Type
      @preconcurrency @testable import Three
        package import func Four.call
      // import Five
      let text = """
        import Six
        """
      """#
    #expect(SourceFile(path: "Sources/Room/A.swift", text: text).imports == ["One", "Two", "Three", "Four"])
  }
}
