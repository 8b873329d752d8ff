using System;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Leaves a statement that cannot be lowered; what is wrong is recorded already, here or by the C# compiler.</summary>
internal sealed class LoweringException : Exception;
