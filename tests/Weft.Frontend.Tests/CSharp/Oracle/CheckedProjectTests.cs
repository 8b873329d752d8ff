using System.Reflection;
using Weft.Backends.Llvm;
using Xunit;

namespace Weft.Frontend.Tests.CSharp.Oracle;

/// <summary>In a project that sets <c>CheckForOverflowUnderflow</c>, what is not marked <c>unchecked</c> is checked; what .NET's functions
/// do inside is not.</summary>
public sealed class CheckedProjectTests
{
    private const int Rounds = 40;

    private const string Text = """
        using System.Numerics;
        enum Small : byte { A, B }
        static class Kernels
        {
            [Kernel]
            static void Sums(int[] x, short[] z, int[] y)
            {
                for (var i = 0; i < x.Length; i++) y[i] = x[i] + z[i] * 3;
            }

            [Kernel]
            static void Wraps(int[] x, short[] z, int[] y)
            {
                for (var i = 0; i < x.Length; i++) y[i] = unchecked(x[i] * 7 + (byte)z[i]) / 3;
            }

            [Kernel]
            static void Steps(byte[] x, sbyte[] y)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    x[i]++;
                    y[i] -= 2;
                }
            }

            [Kernel]
            static void Narrows(int[] x, byte[] y, Small[] z)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    z[i] = unchecked((Small)x[i]);
                    if (x[i] > 10) z[i] = (Small)(x[i] * 3);
                    if (x[i] > 40) y[i] = (byte)(x[i] * 6);
                }
            }

            [Kernel]
            static void Functions(uint[] x, short[] z, int[] y)
            {
                for (var i = 0; i < x.Length; i++)
                    y[i] = (int)(BitOperations.RoundUpToPowerOf2(x[i] & 255) + BitOperations.RotateLeft(x[i] & 7, 3)) - Magnitude(z[i]);
            }

            static int Magnitude(short x) => x < 0 ? -x : x;
        }
        """;

    [Fact]
    public void Overflow_is_checked_where_the_project_says_so()
    {
        using var device = CpuDevice.Open();
        using var kernels = new CompiledKernels(Text, checksOverflow: true);
        foreach (var (kernel, launch) in kernels.Kernels)
            for (var round = 0; round < Rounds; round++)
                KernelOracle.Compare(kernel, launch, device, () => Arguments(kernel, round), 0, $"{kernel.Name}, round {round}");

        static object[] Arguments(MethodInfo kernel, int seed)
        {
            var random = new RandomArguments(seed);
            return [.. kernel.GetParameters().Select(p => random.Next(p.ParameterType, 1 + seed % 9))];
        }
    }
}
