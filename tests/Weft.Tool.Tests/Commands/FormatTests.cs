namespace Weft.Tool.Tests;

public sealed class FormatTests
{
    private const string Ugly = "kernel  f( x:f32[n] )->y : f32[n]{ y[ i ]=x[i] } // copies\n";
    private const string Pretty = "kernel f(x: f32[n]) -> y: f32[n] { y[i] = x[i] } // copies\n";

    [Fact]
    public void Files_and_directories_are_formatted_in_place()
    {
        using var work = new Workplace().With("a.weft", Ugly).With("b.weft", Pretty);
        Directory.CreateDirectory(work.At("deep/er"));
        work.With("deep/er/c.weft", Ugly).With("deep/er/c.txt", Ugly);
        Directory.CreateDirectory(work.At("deep/bin"));
        work.With("deep/bin/copied.weft", Ugly);
        Assert.Equal("formatted a.weft\nformatted deep/er/c.weft\n", work.Run("fmt a.weft b.weft deep").Succeeds());
        Assert.Equal([Pretty, Pretty, Pretty, Ugly],
            new[] { "a.weft", "b.weft", "deep/er/c.weft", "deep/er/c.txt" }.Select(f => File.ReadAllText(work.At(f))));
        Assert.Equal("", work.Run("fmt .").Succeeds());
    }

    [Fact]
    public void Check_changes_nothing_and_says_what_would_change()
    {
        using var work = new Workplace().With("a.weft", Ugly).With("b.weft", Pretty);
        var result = work.Run("fmt --check a.weft b.weft").Fails(ExitCode.CheckFailed, "WF1215: 'a.weft'");
        Assert.DoesNotContain("b.weft", result.Error, StringComparison.Ordinal);
        Assert.Equal(Ugly, File.ReadAllText(work.At("a.weft")));
        work.Run("fmt --check b.weft").Succeeds();
    }

    [Fact]
    public void A_dash_stands_for_standard_input_and_output()
    {
        using var work = new Workplace();
        Assert.Equal(Pretty, work.RunOn(Ugly, "fmt", "-").Succeeds());
        work.RunOn(Ugly, "fmt", "--check", "-").Fails(ExitCode.CheckFailed, "'<stdin>'");
    }

    [Fact]
    public void A_file_with_syntax_errors_stays_as_it_is_and_the_others_do_not_wait()
    {
        using var work = new Workplace().With("bad.weft", "kernel f( {\n").With("a.weft", Ugly);
        var result = work.Run("fmt bad.weft missing.weft a.weft").Fails(ExitCode.BadInput, "bad.weft:1:");
        Assert.Contains("WF1207", result.Error, StringComparison.Ordinal);
        Assert.Equal("formatted a.weft\n", result.Out);
        Assert.Equal("kernel f( {\n", File.ReadAllText(work.At("bad.weft")));
    }

    [Fact]
    public void Bytes_that_are_no_text_survive_in_comments()
    {
        byte[] odd = [.. "// "u8, 0xff, 0xc3, 0xa9, .. "\nconst  A=1\n"u8];
        using var work = new Workplace().With("a.weft", odd);
        work.Run("fmt a.weft").Succeeds();
        Assert.Equal([.. "// "u8, 0xff, 0xc3, 0xa9, .. "\nconst A = 1\n"u8], File.ReadAllBytes(work.At("a.weft")));
    }

    [Fact]
    public void A_directory_without_sources_is_probably_a_mistake()
    {
        using var work = new Workplace();
        work.Run("fmt .").Fails(ExitCode.BadInput, "WF1216");
    }

    [Fact]
    public void Only_weft_files_are_formatted()
    {
        using var work = new Workplace().With("f.mlir", "module {}");
        work.Run("fmt f.mlir").Fails(ExitCode.BadInput, "WF1217");
    }
}
