using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>One checked operation of a kernel; native code names it by its position in the kernel's table.</summary>
/// <param name="Location">The source line.</param>
/// <param name="Subject">The array, or the text of the assertion, see <see cref="KernelFault.Subject"/>.</param>
public sealed record FaultSite(FaultKind Kind, Location Location, string Subject);
