import SafeFiles
import Testing

@Suite struct SafeFileTests {
  @Test func `a written file reads back`() throws {
    #expect(SafeFile.exists("/"))
  }
}
