import Jinja
import Testing

@testable import NetworkFilters

@Suite struct NameFilterTests {
  @Test(arguments: [
    ("'Gi1/0/1' | canonical_interface_name", "GigabitEthernet1/0/1"),
    ("'GigabitEthernet1/0/1' | abbreviated_interface_name", "Gi1/0/1"),
    ("'Po1' | canonical_interface_name({'Po': 'Bundle'})", "Bundle1"),
    ("'xe-1/2' | split_interface", "('xe-', '1/2')"),
    ("'Gi0/[1-3,7]' | interface_range_expansion", "['Gi0/1', 'Gi0/2', 'Gi0/3', 'Gi0/7']"),
    ("['Gi0/2', 'Gi0/1', 'Gi0/4'] | interface_range_compress", "['Gi0/1-2', 'Gi0/4']"),
    ("['Gi10', 'Gi9', 'Gi9.1'] | sort_interface_list", "['Gi9', 'Gi9.1', 'Gi10']"),
    ("[1, 2, 3, 5] | vlanlist_to_config", "['1-3,5']"), ("'vlan 1,5-7' | vlanconfig_to_list", "[1, 5, 6, 7]"),
    ("'AA.bb.cc.dd.ee.ff' | mac_to_format('MAC_DASH_FOUR')", "AAbb-ccdd-eeff"),
    ("'65000.111' | asn_to_int", "4259840111"), ("4259840111 | int_to_asdot", "65000.111"),
    ("65000 | asplain", "65000"), ("'1.0' | asplain", "65536"), ("'65536' | asdot", "1.0"),
    ("'1.0' | asdot", "1.0"),
  ])
  func `netutils' examples`(_ expression: String, _ expected: String) throws {
    #expect(try Rendering.text(expression) == expected)
  }

  @Test func `nothing is lost where the original loses`() throws {
    #expect(try Rendering.text("['Gi1', 'Gi1/1', 'Gi2'] | interface_range_compress") == "['Gi1-2', 'Gi1/1']")
    #expect(try Rendering.text("[1, 2, 3, 4] | vlanlist_to_config(min_grouping_size=5)") == "['1,2,3,4']")
    #expect(Rendering.failure("[1000, 2000] | vlanlist_to_config(4, 3)") != nil)
    #expect(try Rendering.text("['1/1', 'Gi1'] | sort_interface_list") == "['Gi1', '1/1']")
  }

  @Test func `verify means what it says`() throws {
    #expect(
      try Rendering.text("['Gi1', 'Te2'] | canonical_interface_name_list(verify=true)")
        == "['GigabitEthernet1', 'TenGigabitEthernet2']")
    #expect(
      Rendering.failure("['Gi1', 'Foo2'] | canonical_interface_name_list(verify=true)")?.kind == .runtime)
  }

  @Test(arguments: [
    "'Gi1' | sort_interface_list", "'123' | vlanlist_to_config", "['1'] | vlanlist_to_config",
    "65000.1 | int_to_asdot",
    "true | int_to_asdot", "65000 | asn_to_int", "0 | int_to_asdot", "'x' | mac_to_int",
    "['Gi1?'] | sort_interface_list",
    "'vlan 1-4095' | vlanconfig_to_list", "'Gi[1,]' | interface_range_expansion",
  ])
  func `mistakes are errors`(_ expression: String) {
    #expect(Rendering.failure(expression)?.kind == .runtime)
  }

  @Test func `a table is needed, and a damaged one is said to be`() throws {
    func failure(_ names: String?) throws -> String? {
      var environment = Environment(loader: DictionaryLoader([String: String]()))
      environment.filters.merge(NetworkFilters.all(names: names.map { Array($0.utf8) })) { _, own in own }
      do throws(TemplateError) {
        _ = try environment.template(source: Array("{{ 'Gi1' | canonical_interface_name }}".utf8)).render()
        return nil
      } catch {
        return error.message
      }
    }
    #expect(try failure(nil)?.contains("names.json is missing") == true)
    #expect(try failure("{")?.contains("names.json is no JSON") == true)
    #expect(try failure(#"{"interfaces": {"A": {"spellings": ["a", "a"]}}}"#)?.contains("twice") == true)
    #expect(try failure(#"{"interfaces": {"A": {}}}"#)?.contains("spellings") == true)
    #expect(
      try failure(#"{"hardware_addresses": {"x": {"digits": 5, "separator": ""}}}"#)?.contains("digits")
        == true)
    #expect(try failure(#"{"interfaces": {"A": {"spellings": ["Gi"]}}}"#) == nil)
  }
}
