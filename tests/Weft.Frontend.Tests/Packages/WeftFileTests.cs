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
        _folder.Write("kernels/short.weft", """
            kernel halve(x: bf16[n], by: bf16, m: f32[n, 2]) -> (y: bf16[n], s: bf16, z: f32[n, 2]) {
                y[i] = x[i] / by
                s = max(i) y[i]
                z[i, j] = m[i, j] + f32(x[i])
            }
            """);
        _folder.Write("kernels/scale.weft", "func twice(x: f32) -> f32 = 2 * x\n");
        _folder.Write("Program.cs", """
            using Outside;
            using Weft.Backends.Llvm;
            using Weft.Runtime;

            using var cpu = CpuDevice.Open();
            float[,] a = { { 1, 2 }, { 3, 4 } }, b = { { 0, 1 }, { 1, 0 } }, c = new float[2, 2];
            MatMulKernel.Launch(cpu, a, b, c);
            Console.WriteLine(string.Join(" ", c.Cast<float>()));
            var s = new float[1];
            TotalKernel.Launch(cpu, [1, 2, 3, 4], s);
            Console.WriteLine(s[0]);
            var sums = new float[2];
            TotalKernel.LaunchBatch(cpu, 2, new float[] { 1, 2, 3, 4 }, sums);
            Console.WriteLine(string.Join(" ", sums));
            BFloat16[] x = [(BFloat16)3f, (BFloat16)5f, (BFloat16)7f, (BFloat16)1.01f], y = new BFloat16[4], largest = new BFloat16[2];
            var by = new[] { (BFloat16)2f, (BFloat16)4f };
            float[,,] m = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } }, z = new float[2, 2, 2];
            HalveKernel.LaunchBatch(cpu, 2, x, by, m, y, largest, z);
            Console.WriteLine(string.Join(" ", y) + ", " + string.Join(" ", largest) + ", " + string.Join(" ", z.Cast<float>()));
            Action[] mistakes =
            [
                () => MatMulKernel.Launch(a, b, new float[2, 3]), () => TotalKernel.Launch(cpu, new float[3], s),
                () => TotalKernel.LaunchBatch(cpu, 2, new float[6], sums), () => TotalKernel.LaunchBatch(cpu, 3, new float[6], sums),
                () => HalveKernel.LaunchBatch(cpu, 2, x, by, new float[2, 3, 2], y, largest, z),
            ];
            foreach (var wrong in mistakes)
                try { wrong(); }
                catch (ArgumentException problem) { Console.WriteLine(problem.Message); }
            """);
        Build();
        var output = _folder.Dotnet("exec", Path.Combine("out", "Outside.dll")).Split('\n');
        Assert.Equal(["2 1 4 3", "20", "6 14", "1.5 2.5 1.75 0.25195312, 2.5 1.75, 4 5 8 9 12 13 8.0078125 9.0078125"], output[..4]);
        string[] problems = ["'c'", "n % 2 == 0", "n % 2 == 0", "'s' has 2 numbers, but there are 3 items", "'m'"];
        foreach (var (problem, line) in problems.Zip(output[4..])) Assert.Contains(problem, line, StringComparison.Ordinal);

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
