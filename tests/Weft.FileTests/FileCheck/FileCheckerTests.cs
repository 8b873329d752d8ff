using System.Diagnostics;
using Xunit;

namespace Weft.FileTests.FileCheck;

/// <summary>The directives one by one; where LLVM's FileCheck is installed, it must agree on every case.</summary>
public sealed class FileCheckerTests
{
    private const string Installed = "/usr/lib/llvm-19/bin/FileCheck";

    public static TheoryData<bool, string, string> Cases => new()
    {
        { true, "CHECK: b\nCHECK: c", "a b\nc" },
        { false, "CHECK: c\nCHECK: b", "a b\nc" },
        { true, "CHECK: a   b", "a\tb" },
        { false, "CHECK: a b", "ab" },
        { true, "CHECK: a\nCHECK-NEXT: b", "a\nb" },
        { false, "CHECK: a\nCHECK-NEXT: b", "a\n\nb" },
        { false, "CHECK: a\nCHECK-NEXT: b", "a b" },
        { true, "CHECK: a\nCHECK-SAME: b", "a b" },
        { false, "CHECK: a\nCHECK-SAME: b", "a\nb" },
        { true, "CHECK: a\nCHECK-NOT: x\nCHECK: b", "a\nb\nx" },
        { false, "CHECK: a\nCHECK-NOT: x\nCHECK: b", "a x\nb" },
        { false, "CHECK: a\nCHECK-NOT: x", "a\nx" },
        { true, "CHECK-NOT: x\nCHECK: a", "a x" },
        { true, "CHECK-DAG: a\nCHECK-DAG: b", "b\na" },
        { false, "CHECK-DAG: a\nCHECK-DAG: a", "b\na" },
        { true, "CHECK-DAG: a\nCHECK-DAG: a", "a\na" },
        { true, "CHECK-DAG: [[X:[a-z]+]] = 1\nCHECK: use [[X]]", "q = 1\nuse q" },
        { true, "CHECK-COUNT-3: a", "a\na a" },
        { false, "CHECK-COUNT-3: a", "a\na" },
        { true, "CHECK: a\nCHECK-EMPTY:\nCHECK-NEXT: b", "a\n\nb" },
        { false, "CHECK: a\nCHECK-EMPTY:\nCHECK-NEXT: b", "a\nc\nb" },
        { true, "CHECK: {{[0-9]+}} apples", "12 apples" },
        { false, "CHECK: {{^}}b", "a b" },
        { true, "CHECK: {{^}}b{{$}}", "a\nb\nc" },
        { true, "CHECK: [[V:%[0-9]+]] = x\nCHECK: y [[V]]", "%12 = x\ny %12" },
        { false, "CHECK: [[V:%[0-9]+]] = x\nCHECK: y [[V]]{{$}}", "%1 = x\ny %12" },
        { true, "CHECK: [[V:[a-z]+]] [[V]]", "b a a" },
        { false, "CHECK: use [[W]]", "use x" },
        { true, "CHECK: a {{[^b]*}}c", "a xx c" },
        { false, "CHECK: a{{[^b]*}}c", "a\nc" },
        { true, "CHECK-LABEL: f\nCHECK: x\nCHECK-LABEL: g\nCHECK: y", "f\nx\ng\ny" },
        { false, "CHECK-LABEL: f\nCHECK: y\nCHECK-LABEL: g\nCHECK: y", "f\nx\ng\ny" },
        { false, "CHECK-LABEL: f\nCHECK-NOT: x\nCHECK-LABEL: g", "f\nx\ng" },
        { true, "CHECK-LABEL: f\nCHECK-NOT: x\nCHECK-LABEL: g", "f\ng\nx" },
        { true, "CHECK: a (b) [c] *", "a (b) [c] *" },
        { true, "NOCHECK: z\nCHECK: a", "a" },
        { false, "nothing", "a" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides(bool matches, string directives, string input) =>
        Assert.Equal(matches, FileChecker.Check(input, CheckFile.Parse(directives)) is null);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Agrees_with_LLVM(bool matches, string directives, string input)
    {
        Assert.SkipUnless(File.Exists(Installed), "FileCheck of LLVM 19 is not installed");
        var checks = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(checks, directives + "\n");
            var start = new ProcessStartInfo(
                Installed, [checks]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            try
            {
                await process.StandardInput.WriteAsync(input + "\n");
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // FileCheck reads no input when there is nothing to check.
            }

            var messages = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(matches == (process.ExitCode == 0), messages);
        }
        finally
        {
            File.Delete(checks);
        }
    }

    [Fact]
    public void Other_prefixes_are_other_checks()
    {
        var text = "CHECK: a\nOTHER: b\nOTHER-NEXT: c";
        Assert.Null(FileChecker.Check("b\nc", CheckFile.Parse(text, "OTHER")));
        Assert.NotNull(FileChecker.Check("b\nc", CheckFile.Parse(text)));
    }

    [Theory]
    [InlineData("test.mlir", "CHECK", null)]
    [InlineData("test.mlir --check-prefix=OTHER", "OTHER", null)]
    [InlineData("test.mlir --check-prefixes=OTHER,CHECK", "CHECK", "FileCheck does not know '--check-prefixes=OTHER,CHECK' here")]
    [InlineData("other.mlir", "CHECK", "FileCheck does not know 'other.mlir' here")]
    public void Unknown_words_are_mistakes(string words, string prefix, string? mistake) =>
        Assert.Equal((prefix, mistake), CheckFlags.Parse(words.Split(' '), "test.mlir"));

    [Fact]
    public void Says_which_directive_failed_and_where() =>
        Assert.Equal(
            "line 2: CHECK: expected string not found in input: z\nscanning from here:\n  1: a\n  2: b",
            FileChecker.Check("a\nb", CheckFile.Parse("CHECK: a\nCHECK: z")));
}
