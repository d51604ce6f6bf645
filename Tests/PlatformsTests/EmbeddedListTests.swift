import PlatformModel
import Platforms
import SafeFiles
import Testing

@Suite struct EmbeddedListTests {
  @Test func `The binary holds the platform files of the package`() throws {
    let files = try PackageRoot.files(below: "devices/platforms").filter { $0.hasSuffix(".yaml") }
    #expect(
      Catalog.builtinIDs == files.map { String($0.dropLast(5)) }, "Build again: the plugin missed a file.")
  }

  @Test func `The binary holds the templates of the package`() throws {
    #expect(Catalog.builtinTemplates == (try PackageRoot.files(below: "templates")))
  }

  @Test func `Embedded templates are the files, byte for byte`() throws {
    let catalog = try Catalog()
    for id in catalog.ids {
      for (name, bytes) in try catalog.templates(for: id) {
        #expect(bytes == (try SafeFile.read("\(PackageRoot.path)/templates/\(name)")), "\(name)")
      }
    }
  }

  @Test(arguments: Catalog.builtinIDs)
  func `A packed platform is the one in the file`(_ id: String) throws {
    let path = "\(PackageRoot.path)/devices/platforms/\(id).yaml"
    let file = try PlatformFile(yaml: try SafeFile.read(path), source: path)
    #expect(file.findings == [])
    #expect(file.platform == (try Catalog().platform(id: id)))
    let packed = try PackedData.unpack(PackedData.pack(file.data), source: id)
    #expect(PlatformFile(packed).platform == file.platform)
  }
}
