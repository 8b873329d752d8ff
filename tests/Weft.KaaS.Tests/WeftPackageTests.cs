using System.IO.Compression;
using Weft.Runtime;

namespace Weft.KaaS.Tests;

public sealed class WeftPackageTests
{
    private static readonly KernelProgram Program = new("module {}\n"u8.ToArray(), new string('a', 64), []);

    [Fact]
    public void What_is_written_reads_back() =>
        Assert.Equal(Program.Ir.ToArray(), WeftPackage.ReadIr(WeftPackage.Write(Program), "a.weftpkg"));

    [Fact]
    public void The_same_program_gives_the_same_bytes() => Assert.Equal(WeftPackage.Write(Program), WeftPackage.Write(Program));

    [Fact]
    public void Damage_is_a_diagnostic()
    {
        var package = WeftPackage.Write(Program);
        for (var length = 0; length < package.Length; length += 7)
        {
            var e = Assert.Throws<WeftException>(() => WeftPackage.ReadIr(package.AsMemory(0, length), "a.weftpkg"));
            Assert.Equal("WF4220", e.Diagnostic.Id);
        }
    }

    [Fact]
    public void An_archive_without_ir_is_no_package()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true)) archive.CreateEntry("other.txt");
        var problem = Assert.Throws<WeftException>(() => WeftPackage.ReadIr(buffer.ToArray(), "a.weftpkg"));
        Assert.Contains("kernel.mlir", problem.Message, StringComparison.Ordinal);
    }
}
