using Weft;
using Weft.Backends.Llvm;
using Weft.Runtime;

float[] x = [1, 2, 3, 4], y = [10, 20, 30, 40];

using var cpu = CpuDevice.Open();
SaxpyKernel.Launch(cpu, 2, x, y);       // the compiled kernel, on the caller's memory
Console.WriteLine(string.Join(" ", y));

Kernels.Saxpy(2, x, y);                 // the same method as plain C#
Console.WriteLine(string.Join(" ", y));

try
{
    SaxpyKernel.Launch(cpu, 2, x, y.AsSpan(0, 3));
}
catch (KernelFaultException fault)      // out of range is an error that names the line, not a crash
{
    Console.WriteLine(fault.Message);
}

static class Kernels
{
    [Kernel]
    public static void Saxpy(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = a * x[i] + y[i];
    }
}
