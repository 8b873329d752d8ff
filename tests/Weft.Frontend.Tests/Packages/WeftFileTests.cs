using Xunit;

namespace Weft.Frontend.Tests.Packages;

/// <summary>.weft files as items of a C# project that has the package.</summary>
public sealed class WeftFileTests(PackageFeed feed) : IClassFixture<PackageFeed>, IDisposable
{
    private readonly OutsideFolder _folder = feed.NewFolder();

    [Fact]
    public void Kernels_of_weft_files_are_called_like_those_of_methods()
    {
        _folder.Write("Outside.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Weft" Version="*" /></ItemGroup>
            </Project>
            """);
        _folder.Write("kernels/linear.weft", """
            import "scale.weft"

            /// The product of two matrices.
            kernel mat_mul(a: f32[m, k], b: f32[k, n]) -> c: f32[m, n] {
                c[i, j] = sum(p) a[i, p] * b[p, j]
            }

            kernel total(x: f32[n]) -> s: f32 where n % 2 == 0 {
                s = sum(i) twice(x[i])
            }
            """);
        _folder.Write("kernels/scale.weft", "func twice(x: f32) -> f32 = 2 * x\n");
        _folder.Write("Program.cs", """
            using Outside;
            using Weft.Backends.Llvm;

            using var cpu = CpuDevice.Open();
            float[,] a = { { 1, 2 }, { 3, 4 } }, b = { { 0, 1 }, { 1, 0 } }, c = new float[2, 2];
            MatMulKernel.Launch(cpu, a, b, c);
            Console.WriteLine(string.Join(" ", c.Cast<float>()));
            var s = new float[1];
            TotalKernel.Launch(cpu, [1, 2, 3, 4], s);
            Console.WriteLine(s[0]);
            Action[] mistakes = [() => MatMulKernel.Launch(a, b, new float[2, 3]), () => TotalKernel.Launch(cpu, new float[3], s)];
            foreach (var wrong in mistakes)
                try { wrong(); }
                catch (ArgumentException problem) { Console.WriteLine(problem.Message); }
            """);
        Build();
        var output = _folder.Dotnet("exec", Path.Combine("out", "Outside.dll")).Split('\n');
        Assert.Equal(["2 1 4 3", "20"], output[..2]);
        Assert.Contains("'c'", output[2], StringComparison.Ordinal);
        Assert.Contains("n % 2 == 0", output[3], StringComparison.Ordinal);

        // Nothing to do: nothing is done.
        var stamp = _folder.PathOf("obj/Debug/net10.0/weft/compiled");
        var before = File.GetLastWriteTimeUtc(stamp);
        Build();
        Assert.Equal(before, File.GetLastWriteTimeUtc(stamp));

        // A mistake is an error of the build at its place.
        _folder.Write("kernels/scale.weft", "func twice(x: f32) -> f32 =\n    2 * y\n");
        var failure = Assert.ThrowsAny<Exception>(Build);
        Assert.Contains("kernels/scale.weft(2,9): error WF1020: there is no variable 'y' here", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Build() => _folder.Dotnet("build", "-m:1", "--nologo", "-o", "out");
}
