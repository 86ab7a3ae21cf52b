/// Reports in the shapes that runners write.
enum JUnitSpecimens {
  static let all = [pytest, swiftTest, playwright, surefire]

  static let pytest = #"""
    <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="2" failures="2" skipped="2" tests="9" time="0.047" timestamp="2026-03-01T09:00:00.097057+00:00" hostname="runner-1"><testcase classname="tests.test_vat.TestRounding" name="test_half_up" time="0.000" /><testcase classname="tests.test_vat" name="test_total" time="0.012"><failure message="AssertionError: &lt;19.00&gt; &amp; more&#10;assert 19 == 20">def test_total():
    &gt;  assert 19 == 20
    E  AssertionError: &lt;19.00&gt; &amp; more</failure></testcase><testcase classname="tests.test_vat" name="test_later" time="0.000"><skipped type="pytest.skip" message="later">tests/test_vat.py:5: later</skipped></testcase><testcase classname="tests.test_vat" name="test_known" time="0.000"><skipped type="pytest.xfail" message="" /></testcase><testcase classname="tests.test_vat" name="test_till[Zürich-✓]" time="1.5"><error message="failed on setup with &quot;OSError: no#x1B[31m database&quot;">E   OSError</error></testcase><testcase classname="tests.test_vat" name="test_down" time="0.000"><failure message="assert 1 == 2">down = None</failure></testcase><testcase classname="tests.test_vat" name="test_down" time="0.000"><error message="failed on teardown with &quot;OSError: teardown&quot;">@pytest.fixture</error></testcase><testcase classname="tests.test_vat" name="test_again" time="0.1"><failure message="once">again</failure></testcase><testcase classname="tests.test_vat" name="test_again" time="0.2" /></testsuite></testsuites>
    """#

  static let swiftTest = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
      <testsuite name="TestResults" errors="0" tests="6" failures="4" skipped="1" time="0.002635971">
        <testcase classname="LedgerTests.Sums.Inner" name="deep()" time="0.000395247" />
        <testcase classname="LedgerTests.Sums" name="fails()" time="0.001486526" >
          <failure message="Expectation failed: (x &#8594; 1) == 2 (error): x is 1" />
          <failure message="Expectation failed: (x &#8594; 1) == 3 (error)" />
        </testcase>
        <testcase classname="LedgerTests.Sums" name="each(_:)" time="0.00200116" >
          <failure message="Expectation failed: (n &#x2192; 2) == 1 (error)" />
        </testcase>
        <testcase classname="LedgerTests.Sums" name="skipped()" >
          <skipped>not today</skipped>
        </testcase>
        <testcase classname="LedgerTests.Sums" name="throwsOne()" time="0.001553315" >
          <failure message="Caught error: .bad (error)" />
        </testcase>
        <testcase classname="LedgerTests.Sums" name="known()" time="0.001442761" />
      </testsuite>
    </testsuites>
    """#

  static let playwright = #"""
    <testsuites id="" name="" tests="3" failures="1" skipped="0" errors="0" time="4.2">
    <testsuite name="till.spec.ts" timestamp="2026-03-01T09:00:00.000Z" hostname="chromium" tests="2" failures="1">
    <testcase name="Till › opens the drawer" classname="till.spec.ts" time="1.23">
    <failure message="till.spec.ts:3:1 opens the drawer" type="FAILURE">
    <![CDATA[  [chromium] › till.spec.ts:3:1 › Till › opens the drawer

        Error: expect(received).toBe(expected) // <!DOCTYPE html> was shown
    ]]>
    </failure>
    <system-out>
    <![CDATA[
    [[ATTACHMENT|results/drawer/trace.zip]]
    ]]>
    </system-out>
    </testcase>
    <testcase name="Till › closes" classname="till.spec.ts" time="0.4">
    </testcase>
    </testsuite>
    <testsuite name="till.spec.ts" timestamp="2026-03-01T09:00:00.000Z" hostname="firefox" tests="1" failures="0">
    <testcase name="Till › opens the drawer" classname="till.spec.ts" time="1.4"></testcase>
    </testsuite>
    </testsuites>
    """#

  static let surefire = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:noNamespaceSchemaLocation="https://example.org/surefire-test-report.xsd" version="3.0"
      name="org.example.VatTest" time="1,234.5" tests="4" errors="1" skipped="0" failures="1" flakes="1">
      <properties><property name="java.version" value="21"/></properties>
      <testcase name="settles" classname="org.example.VatTest" time="0.01">
        <flakyFailure message="expected: &lt;1&gt;" type="org.opentest4j.AssertionFailedError">
          <stackTrace><![CDATA[at org.example.VatTest.settles(VatTest.java:12)]]></stackTrace>
          <system-out>once</system-out>
        </flakyFailure>
      </testcase>
      <testcase name="never" classname="org.example.VatTest" time="0.02">
        <failure message="expected: &lt;2&gt;" type="AssertionFailedError"><![CDATA[at VatTest.never]]></failure>
        <rerunFailure message="expected: &lt;2&gt;" type="AssertionFailedError"><stackTrace>at</stackTrace></rerunFailure>
        <rerunFailure message="expected: &lt;2&gt;" type="AssertionFailedError"><stackTrace>at</stackTrace></rerunFailure>
      </testcase>
      <testcase name="plain" classname="org.example.VatTest" time="1,234.5"/>
      <testcase name="hard" classname="org.example.VatTest"><error type="java.io.IOException"/></testcase>
    </testsuite>
    """#
}
