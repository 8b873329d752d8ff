using System.Text.Json;

namespace Weft.Tool.Tests;

public sealed class DiagnosticFormTests
{
    private const string Wrong = "kernel k(x: f32[n]) -> y: f32[n] {\n    y[0] = true\n    z = 1\n}\n";

    [Theory]
    [InlineData("check wrong.weft")]
    [InlineData("build wrong.weft")]
    [InlineData("run wrong.weft")]
    [InlineData("explain wrong.weft")]
    public void Json_is_one_object_a_line(string commandLine)
    {
        using var work = new Workplace().With("wrong.weft", Wrong);
        var lines = work.Run($"{commandLine} --diagnostics=json").Fails(ExitCode.BadInput, "").Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        var root = first.RootElement;
        Assert.Equal("error", root.GetProperty("severity").GetString());
        Assert.StartsWith("WF1", root.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal("wrong.weft", root.GetProperty("file").GetString());
        Assert.Equal((2, 12), (root.GetProperty("line").GetInt32(), root.GetProperty("column").GetInt32()));
        Assert.Equal(4, root.GetProperty("length").GetInt32());
        Assert.Equal(0, root.GetProperty("notes").GetArrayLength());
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal(3, second.RootElement.GetProperty("line").GetInt32());
    }

    [Fact]
    public void What_has_no_place_has_none()
    {
        using var work = Sources.Prepare();
        using var json = JsonDocument.Parse(work.Run("check missing.weft --diagnostics=json").Error);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("file").ValueKind);
        Assert.Equal("WF1207", json.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public void Wrong_usage_and_faults_have_the_form_as_well()
    {
        using var work = Sources.Prepare();
        var misused = work.Run("check one.weft --bogus --diagnostics=json").Fails(ExitCode.BadUsage, "WF1212");
        using var usage = JsonDocument.Parse(misused.Error);
        Assert.Equal("try: weft check --help", usage.RootElement.GetProperty("notes")[0].GetProperty("message").GetString());
        var faulted = work.Run("--diagnostics=json run k.weft divide --arg a=1 --arg b=0").Fails(ExitCode.BadInput, "WF4002");
        using var fault = JsonDocument.Parse(faulted.Error);
        Assert.Equal(9, fault.RootElement.GetProperty("line").GetInt32());
    }

    [Fact]
    public void Sarif_is_one_document()
    {
        using var work = new Workplace().With("wrong.weft", Wrong);
        using var json = JsonDocument.Parse(work.Run("check wrong.weft --diagnostics=sarif").Fails(ExitCode.BadInput, "").Error);
        var root = json.RootElement;
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        var run = Assert.Single(root.GetProperty("runs").EnumerateArray());
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("weft", driver.GetProperty("name").GetString());
        var rules = driver.GetProperty("rules").EnumerateArray().ToList();
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(2, results.Count);
        foreach (var result in results)
        {
            var rule = rules[result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(rule.GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            Assert.NotEqual("", rule.GetProperty("shortDescription").GetProperty("text").GetString());
            Assert.Equal("error", result.GetProperty("level").GetString());
            Assert.NotEqual("", result.GetProperty("message").GetProperty("text").GetString());
        }

        var place = Assert.Single(results[0].GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation");
        Assert.Equal("wrong.weft", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        var region = place.GetProperty("region");
        string[] names = ["startLine", "startColumn", "endColumn"];
        Assert.Equal([2, 12, 16], names.Select(name => region.GetProperty(name).GetInt32()));
    }

    [Fact]
    public void Sarif_without_findings_says_so()
    {
        using var work = Sources.Prepare();
        using var json = JsonDocument.Parse(work.Run("check one.weft --quiet --diagnostics=sarif").Error);
        Assert.Equal(0, json.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Messages_in_mlirs_words_have_a_rule_and_notes_a_place()
    {
        using var work = new Workplace().With("a b.mlir", "func.func @f() {\n  return\n}\nfunc.func @f() {\n  return\n}\n");
        var wrong = work.RunWords("check", "a b.mlir", "--diagnostics", "sarif").Fails(ExitCode.BadInput, "");
        using var json = JsonDocument.Parse(wrong.Error);
        var result = json.RootElement.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("mlir", result.GetProperty("ruleId").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20b.mlir", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        var related = Assert.Single(result.GetProperty("relatedLocations").EnumerateArray());
        Assert.Equal(1, related.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.NotEqual("", related.GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void What_a_server_says_of_a_source_are_diagnostics_of_their_own()
    {
        using var work = Sources.Prepare().With("wrong.weft", Wrong);
        using var server = new LocalServer(work);
        var lines = work.Run("deploy wrong.weft --diagnostics=json").Fails(ExitCode.BadInput, "").Error.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("\"code\":\"WF5050\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"file\":\"wrong.weft\",\"line\":2,\"column\":12", lines[1], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(work.Run("deploy wrong.weft --diagnostics=sarif").Error);
        Assert.Equal(3, json.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Colours_are_for_terminals_that_want_them()
    {
        using var terminal = new Workplace { HasColors = true }.With("wrong.weft", Wrong);
        Assert.StartsWith(
            "\u001b[1mwrong.weft:2:12: \u001b[0m\u001b[1;31merror WF1", terminal.Run("check wrong.weft").Error, StringComparison.Ordinal);
        Assert.Contains("\u001b[1;32m^~~~\u001b[0m", terminal.Run("check wrong.weft").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", terminal.Run("check wrong.weft --no-color").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", terminal.Run("check wrong.weft --diagnostics=json").Error, StringComparison.Ordinal);
        using var file = new Workplace().With("wrong.weft", Wrong);
        Assert.StartsWith("wrong.weft:2:12: error WF1", file.Run("check wrong.weft").Error, StringComparison.Ordinal);
    }
}
