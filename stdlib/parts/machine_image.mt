## The image of an instance: the one that is given, or the newest Amazon Linux 2023 at the time of deployment.
##
## Makes: no resource. Written for other patterns.
##
## Costs: nothing.
pattern machine_image(
  ## Id of the image; null: Amazon Linux
  image: string? = null,
  ## EC2's instance type
  instance_type: string,
  ## The processor; null: the one of the instance type, where that is known
  architecture: "x86_64" | "arm64" | null = null
) {
  warn image != null or architecture != null or known(instance_type) else "the instance type is chosen at deploy time, and Amazon Linux is taken for x86_64: say so with 'architecture'"

  # Graviton types have a 'g' behind their generation's number (t4g, c7gn), and a1 is one too.
  let family    = if known(instance_type) then split(".", instance_type)[0] else ""
  let graviton  = [for digit in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] if contains(family, digit) and contains(split(digit, family)[1], "g"): digit]
  let processor = architecture ?? (if family == "a1" or len(graviton) > 0 then "arm64" else "x86_64")

  ## Its id
  export id = image ?? ssm("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${processor}")
}
