using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Weft.Tool.Tests;

/// <summary>The samples, run as they are built. Their output is committed beside them, with <c>#</c> for times.</summary>
public sealed partial class SampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("Saxpy", null)]
    [InlineData("Hillshade", "shade.png")]
    [InlineData("Edges", "ink.png")]
    [InlineData("Gallery", null)]
    [InlineData("Gradients", null)]
    public void A_sample_prints_what_is_committed(string sample, string? picture)
    {
        using var work = new Workplace();
        var output = Times().Replace(Run(work, sample, picture is null ? [] : [picture]), " # ms");
        Assert.Equal(File.ReadAllText(Checkout.At("samples", sample, "expected.txt")), output);
        if (picture is not null) Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(work.At(picture))[..4]);
    }

    /// <summary>A sample's program, built in the same configuration as these tests.</summary>
    internal static string ProgramOf(string sample)
    {
        var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        return Checkout.At("samples", sample, "bin", parts[^2], parts[^1], $"{sample}.dll");
    }

    private static string Run(Workplace work, string sample, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", ProgramOf(sample), .. arguments])
        {
            WorkingDirectory = work.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"{sample} did not end");
        }

        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{sample}: {process.ExitCode}\n{output.Result}{errors.Result}");
        return output.Result;
    }

    [GeneratedRegex(@" +[0-9]+\.[0-9]+ ms( +$)?", RegexOptions.Multiline)]
    private static partial Regex Times();
}
