using Weft.Backends.Llvm;
using Weft.Runtime;

namespace Weft.Backends.Tests.EndToEnd;

/// <summary>Kernels whose arrays share memory: compiled, they give what the interpreter gives.</summary>
internal static class OverlappingArrays
{
    /// <param name="length">Elements of f32 of the memory that the arrays are parts of.</param>
    /// <param name="shifts">How far behind each other they begin.</param>
    /// <param name="arguments">Of the kernel <c>k</c>, for where the memory begins and how many bytes a shift is.</param>
    public static unsafe void Check(
        LlvmFixture llvm, string kernel, int length, IEnumerable<int> shifts, Func<long, long, long[]> arguments)
    {
        Assert.NotNull(llvm.Host);
        var program = KernelOutputs.Load(kernel);
        using var compiler = new CpuCompiler(pool: llvm.Pool);
        using var compiled = compiler.Compile(program, "k", default);
        using var interpreted = new InterpreterCompiler().Compile(program, "k", default);
        foreach (var shift in shifts)
        {
            float[][] memories = [[.. Enumerable.Range(0, length).Select(i => (i % 7) * 0.37f - 1)], []];
            memories[1] = [.. memories[0]];
            foreach (var (executable, memory) in new[] { (compiled, memories[0]), (interpreted, memories[1]) })
                fixed (float* start = memory) executable.Run(arguments((long)start, shift * sizeof(float)), default);
            Assert.Equal(memories[1], memories[0]);
        }
    }
}
