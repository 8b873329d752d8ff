using Weft.Runtime;

namespace Weft.Tool.Tests;

public sealed class RunTests
{
    public static TheoryData<string> Targets => ["cpu", "interp"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_kernel_runs_on_arrays_in_files(string target)
    {
        using var work = Sources.Prepare();
        Assert.Equal(
            "y: f32[4] -> out.npy\n",
            work.Run($"run k.weft saxpy --in x=x.npy --in y=y.npy --arg a=2 --out y=out.npy --target {target}").Succeeds());
        Assert.Equal([12f, 24, 36, 48], TensorFile.Read(work.At("out.npy")).As<float>().ToArray());
        // An input keeps its value: the kernel works on a copy.
        Assert.Equal([10f, 20, 30, 40], TensorFile.Read(work.At("y.npy")).As<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Without_a_file_a_result_is_printed(string target)
    {
        using var work = Sources.Prepare();
        Assert.Equal("y: f32[4] = 2.0 4.0 6.0 8.0\n", work.Run($"run one.weft --in x=x.npy --target {target}").Succeeds());
        Assert.Equal("r: i32[9] = 0 1 2 3 4 5 6 7 ...\n", work.Run($"run k.weft ramp --shape r=9 --target {target}").Succeeds());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_kernel_over_a_grid_takes_its_sizes_by_name(string target)
    {
        using var work = new Workplace().With("x.npy", Tensor.Of<int>([1, 2, 3, 4, 5, 6], 6)).With("grid.mlir", """
            func.func @reverse(
                %gx: index {wf.param = "grid.x: index"}, %gy: index {wf.param = "grid.y: index = 1"},
                %gz: index {wf.param = "grid.z: index = 1"}, %bx: index {wf.param = "block.x: index"},
                %by: index {wf.param = "block.y: index = 1"}, %bz: index {wf.param = "block.z: index = 1"},
                %x: memref<?xi32> {wf.param = "x: inout i32[n]"}) attributes {wf.kernel} {
              gpu.launch blocks(%b, %b1, %b2) in (%g = %gx, %g1 = %gy, %g2 = %gz) threads(%t, %t1, %t2) in (%l = %bx, %l1 = %by, %l2 = %bz)
                  workgroup(%part : memref<64xi32, #gpu.address_space<workgroup>>) {
                %i = gpu.global_id x
                %v = memref.load %x[%i] : memref<?xi32>
                memref.store %v, %part[%t] : memref<64xi32, #gpu.address_space<workgroup>>
                gpu.barrier
                %one = arith.constant 1 : index
                %last = arith.subi %l, %one : index
                %j = arith.subi %last, %t : index
                %w = memref.load %part[%j] : memref<64xi32, #gpu.address_space<workgroup>>
                memref.store %w, %x[%i] : memref<?xi32>
                gpu.terminator
              } {wf.shared_names = ["part"]}
              return
            }
            """);
        Assert.Equal(
            "x: i32[6] = 3 2 1 6 5 4\n",
            work.Run($"run grid.mlir --in x=x.npy --arg grid.x=2 --arg block.x=3 --target {target}").Succeeds());
        work.Run($"run grid.mlir --in x=x.npy --arg grid.x=2 --target {target}")
            .Fails(ExitCode.BadInput, "'reverse' needs a value for 'block.x: index'");
        work.Run($"run grid.mlir --in x=x.npy --arg grid.x=2 --arg block.x=0 --target {target}")
            .Fails(ExitCode.BadInput, "a block has 1 to 1024 threads");
    }

    [Theory]
    [InlineData("pgm")]
    [InlineData("npy")]
    public void Pictures_go_in_and_out(string extension)
    {
        using var work = Sources.Prepare();
        work.Run($"run k.weft grey --in img=img.pgm --out half=half.{extension}").Succeeds();
        Assert.Equal([0, 25, 50, 100], TensorFile.Read(work.At($"half.{extension}")).As<byte>().ToArray());
    }

    [Fact]
    public void A_png_is_written()
    {
        using var work = Sources.Prepare();
        work.Run("run k.weft grey --in img=img.pgm --out half=half.png --quiet").Succeeds();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(work.At("half.png"))[..4]);
    }

    [Fact]
    public void Colour_pictures_have_three_channels()
    {
        using var work = new Workplace()
            .With("c.weft", """
                kernel red(img: u8[h, w, 3]) -> r: u8[h, w, 3] {
                    parallel y in 0..h, x in 0..w { r[y, x, 0] = img[y, x, 0] }
                }
                """)
            .With("in.ppm", Tensor.Of<byte>([1, 2, 3, 4, 5, 6], 1, 2, 3));
        work.Run("run c.weft --in img=in.ppm --out r=out.ppm").Succeeds();
        Assert.Equal([1, 0, 0, 4, 0, 0], TensorFile.Read(work.At("out.ppm")).As<byte>().ToArray());
    }

    [Fact]
    public void Times_are_a_note()
    {
        using var work = Sources.Prepare();
        var result = work.Run("run one.weft --in x=x.npy --time");
        Assert.Equal("y: f32[4] = 2.0 4.0 6.0 8.0\n", result.Succeeds());
        Assert.Matches("^note: compile [0-9.]+ ms, run [0-9.]+ ms\n$", result.Error);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        using var work = Sources.Prepare().With("out.npy", "old");
        work.Run("run one.weft --in x=x.npy --out y=out.npy").Succeeds();
        Assert.Equal(4, TensorFile.Read(work.At("out.npy")).Count);
        Assert.DoesNotContain(work.Files, name => name.StartsWith("out.npy.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("e", -1, "0.0 0.0")]
    [InlineData("e", 0, "2.0 2.0")]
    [InlineData("e", 1, "1.0 1.0")]
    [InlineData("f", 0, "2.0 2.0")]
    [InlineData("f", 1, "1.0 1.0")]
    [InlineData("g", 1, "0.0 0.0")]
    public void A_workflow_may_return_on_some_paths_only(string workflow, int i, string expected)
    {
        using var work = new Workplace().With("x.npy", Tensor.Of<float>([5, 6], 2)).With("w.weft", """
            kernel a(x: f32[n], v: f32) -> y: f32[n] { parallel i in 0..n { y[i] = v } }
            workflow e(x: f32[n], i: i32) -> f32[n] {
                if i > 0 { return a(x, 1) }
                if i < 0 { return }
                return a(x, 2)
            }
            workflow f(x: f32[n], i: i32) -> f32[n] {
                if i > 0 { return a(x, 1) } else { return a(x, 2) }
            }
            workflow g(x: f32[n], i: i32) -> f32[n] {
                return
                return a(x, 2)
            }
            """);
        foreach (var target in Targets)
            Assert.Equal(
                $"result: f32[2] = {expected}\n",
                work.Run($"run w.weft {workflow} --in x=x.npy --arg i={i} --target {target.Data}").Succeeds());
    }
}
