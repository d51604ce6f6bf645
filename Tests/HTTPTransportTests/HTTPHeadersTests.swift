import HTTPTransport
import Testing

@Suite struct HTTPHeadersTests {
  @Test func `order and duplicates stay`() {
    var headers: HTTPHeaders = ["B": "1", "a": "2"]
    headers.add("b", "3")
    #expect(headers.fields.map(\.name) == ["B", "a", "b"])
    #expect(headers["b"] == "1")
    #expect(headers.all("B") == ["1", "3"])
  }

  @Test func `setting a value replaces every field of that name in place`() {
    var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
    headers["a"] = "4"
    #expect(headers.fields == [HTTPHeaders.Field("a", "4"), HTTPHeaders.Field("B", "2")])
    headers["C"] = "5"
    headers["b"] = nil
    #expect(headers.fields.map(\.value) == ["4", "5"])
  }
}
